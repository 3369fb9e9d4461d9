package orbis.perf.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import orbis.protocol.tftp.TftpFlyweight;
import orbis.protocol.tftp.TftpOpcode;
import orbis.sys.DatagramBatch;
import orbis.sys.Poller;
import orbis.sys.UdpSocket;
import org.agrona.concurrent.UnsafeBuffer;

/** One machine of a storm: fetches one file and checks it. One thread for all machines. */
final class TftpStormClient {
    private static final int REQUEST_PORT_ANY = 0;

    private final TftpStorm storm;
    private final TftpShape shape;
    private final int address;
    private final int token;
    private final CRC32 checksum = new CRC32();
    private final TftpFlyweight packet = new TftpFlyweight();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final byte[] last = new byte[600];
    private UdpSocket socket;
    private int lastLength;
    private int lastPort;
    private int serverPort;
    private boolean sizeKnown;
    private int blksize;
    private int window;
    private long expected;
    private int unacknowledged;
    private int triesLeft;
    private long received;
    private long startedNs;
    private long endedNs;
    private long dueNs;
    private String failure;

    TftpStormClient(final TftpStorm storm, final TftpShape shape, final int address, final int token) {
        this.storm = storm;
        this.shape = shape;
        this.address = address;
        this.token = token;
        sizeKnown = !shape.asksSizeFirst();
    }

    void start(final long nowNs) throws IOException {
        startedNs = nowNs;
        request(nowNs);
    }

    private void request(final long nowNs) throws IOException {
        socket = new UdpSocket().bind(address, REQUEST_PORT_ANY);
        storm.poller().add(socket.fd(), Poller.READ, token);
        serverPort = 0;
        expected = 1;
        blksize = 512;
        window = 1;
        final StringBuilder text = new StringBuilder("\0\1").append(storm.file()).append("\0octet\0");
        shape.options().forEach((key, value) -> text.append(key).append('\0').append(value).append('\0'));
        final byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, last, 0, bytes.length);
        triesLeft = shape.tries();
        send(bytes.length, storm.port(), nowNs);
    }

    /** Takes what came to its socket. */
    void receive(final DatagramBatch in, final long nowNs) throws IOException {
        if (isDone()) {
            return;
        }
        final int count = socket.receive(in);
        final UdpSocket before = socket;
        for (int i = 0; i < count && !isDone() && socket == before; i++) {
            final int from = in.peerPort(i);
            if (serverPort == 0 || serverPort == from) {
                serverPort = from;
                view.wrap(in.address(i), in.length(i));
                onPacket(in.address(i), in.length(i), nowNs);
            }
        }
    }

    private void onPacket(final long memory, final int length, final long nowNs) throws IOException {
        packet.wrap(view, 0, length);
        switch (packet.opcode()) {
            case TftpOpcode.DATA -> onBlock(memory, length - TftpFlyweight.HEADER_LENGTH, nowNs);
            case TftpOpcode.OACK -> onOptions(view.getStringWithoutLengthAscii(2, length - 2), nowNs);
            default -> end(packet.opcode() == TftpOpcode.ERROR
                ? "error " + packet.errorCode() + " " + packet.errorText() : "opcode " + packet.opcode(), nowNs);
        }
    }

    private void onOptions(final String text, final long nowNs) throws IOException {
        if (expected > 1) {
            return;
        }
        final String[] words = text.split("\0");
        for (int i = 0; i + 1 < words.length; i += 2) {
            switch (words[i]) {
                case "blksize" -> blksize = Integer.parseInt(words[i + 1]);
                case "windowsize" -> window = Integer.parseInt(words[i + 1]);
                default -> {
                }
            }
        }
        if (sizeKnown) {
            acknowledge(0, nowNs);
            return;
        }
        sizeKnown = true;
        view.wrap(last);
        send(TftpFlyweight.putError(view, 0, 8, "User aborted the transfer"), serverPort, nowNs);
        close();
        request(nowNs);
    }

    private void onBlock(final long memory, final int length, final long nowNs) {
        if (packet.block() != (expected & 0xFFFF)) {
            storm.countUnexpected();
            unacknowledged = 0;
            acknowledge(expected - 1, nowNs);
            return;
        }
        final ByteBuffer copy = storm.scratch();
        view.getBytes(TftpFlyweight.HEADER_LENGTH, copy, 0, length);
        checksum.update(copy.limit(length).position(0));
        copy.clear();
        received += length;
        expected++;
        unacknowledged++;
        triesLeft = shape.tries();
        final boolean whole = length < blksize;
        if (whole || unacknowledged == window) {
            unacknowledged = 0;
            acknowledge(expected - 1, nowNs);
        } else {
            dueNs = nowNs + TimeUnit.MILLISECONDS.toNanos(shape.timeoutMs());
        }
        if (whole) {
            end(checksum.getValue() == storm.checksum() ? null : "another checksum of " + received + " bytes", nowNs);
        }
    }

    private void acknowledge(final long block, final long nowNs) {
        view.wrap(last);
        send(TftpFlyweight.putAck(view, 0, block), serverPort, nowNs);
    }

    /** Sends its last packet again when nothing came for too long. */
    void tick(final long nowNs) {
        if (isDone() || dueNs == 0 || nowNs < dueNs) {
            return;
        }
        if (triesLeft-- == 0) {
            end("time-out at block " + expected, nowNs);
            return;
        }
        storm.countTimeout();
        unacknowledged = 0;
        send(lastLength, lastPort, nowNs);
    }

    private void send(final int length, final int port, final long nowNs) {
        lastLength = length;
        lastPort = port;
        dueNs = nowNs + TimeUnit.MILLISECONDS.toNanos(shape.timeoutMs());
        final DatagramBatch out = storm.out();
        view.wrap(out.address(0), length);
        view.putBytes(0, last, 0, length);
        out.clear();
        out.add(storm.address(), port);
        out.part(out.address(0), length);
        socket.send(out);
    }

    private void end(final String reason, final long nowNs) {
        failure = reason;
        endedNs = nowNs;
        close();
        storm.ended();
    }

    private void close() {
        storm.poller().remove(socket.fd());
        socket.close();
    }

    boolean isDone() {
        return endedNs != 0;
    }

    /** Why it has no file; null if all went well. */
    String failure() {
        return failure;
    }

    TftpShape shape() {
        return shape;
    }

    long elapsedNs() {
        return endedNs - startedNs;
    }

    long received() {
        return received;
    }
}
