package orbis.boot.tftp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.agrona.concurrent.UnsafeBuffer;

import orbis.protocol.tftp.TftpFlyweight;
import orbis.protocol.tftp.TftpOpcode;

/** A TFTP client as firmware has it: its options, its time-outs, its answers to blocks that it did not expect. */
final class EmulatedClient {
    /** What differs between firmware and boot loaders. */
    record Shape(Map<String, String> options, boolean asksSizeFirst, long timeoutNs, int tries) {
        static final long MS = 1_000_000;
        /** OVMF: asks for the size, ends that with ERROR 8, asks again; windows of four. */
        static final Shape OVMF = of(true, 4000, 6, "tsize", "0", "blksize", "1468", "windowsize", "4");
        static final Shape IPXE = of(false, 1000, 8, "blksize", "1432", "tsize", "0", "multicast", "");
        static final Shape GRUB = of(false, 400, 40, "blksize", "1024", "tsize", "0");
        static final Shape SHIM = of(true, 4000, 6, "tsize", "0", "blksize", "512");
        static final Shape PLAIN = of(false, 1000, 8);

        static Shape of(final boolean asksSizeFirst, final long timeoutMs, final int tries, final String... options) {
            final Map<String, String> map = new LinkedHashMap<>();
            for (int i = 0; i < options.length; i += 2) {
                map.put(options[i], options[i + 1]);
            }
            return new Shape(map, asksSizeFirst, timeoutMs * MS, tries);
        }
    }

    final ByteArrayOutputStream received = new ByteArrayOutputStream();
    String failure;
    boolean done;
    int datagramsReceived;

    private final SimulatedNetwork network;
    private final Shape shape;
    private final int address;
    private final String file;
    private final TftpFlyweight packet = new TftpFlyweight();
    private int port;
    private int serverPort;
    private boolean sizeKnown;
    private long tsize = -1;
    private int blksize = 512;
    private int window = 1;
    private long expected;
    private int unacknowledged;
    private byte[] last;
    private long dueNs;
    private int triesLeft;

    EmulatedClient(
        final SimulatedNetwork network, final Shape shape, final int address, final int port, final String file) {
        this.network = network;
        this.shape = shape;
        this.address = address;
        this.port = port;
        this.file = file;
        this.sizeKnown = !shape.asksSizeFirst();
    }

    void start() {
        serverPort = 0;
        expected = 1;
        network.bind(address, port, this::onDatagram);
        final StringBuilder request = new StringBuilder("\0\1").append(file).append("\0octet\0");
        shape.options.forEach((key, value) -> request.append(key).append('\0').append(value).append('\0'));
        triesLeft = shape.tries;
        send(request.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends its last packet again when nothing came for too long. */
    void tick() {
        if (done || network.nanoTime() < dueNs) {
            return;
        }
        if (triesLeft-- == 0) {
            fail("time-out at block " + expected);
            return;
        }
        unacknowledged = 0;
        send(last);
    }

    long dueNs() {
        return done ? Long.MAX_VALUE : dueNs;
    }

    private void send(final byte[] bytes) {
        last = bytes;
        dueNs = network.nanoTime() + shape.timeoutNs;
        network.send(address, port, SimulatedNetwork.SERVER, serverPort == 0 ? 69 : serverPort, bytes);
    }

    private void onDatagram(final int from, final int fromPort, final byte[] bytes) {
        datagramsReceived++;
        if (done || serverPort != 0 && fromPort != serverPort) {
            return;
        }
        serverPort = fromPort;
        packet.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
        switch (packet.opcode()) {
            case TftpOpcode.OACK -> onOptions(new String(bytes, 2, bytes.length - 2, StandardCharsets.ISO_8859_1));
            case TftpOpcode.DATA -> onBlock(bytes);
            case TftpOpcode.ERROR -> fail("error " + packet.errorCode() + " " + packet.errorText());
            default -> fail("opcode " + packet.opcode());
        }
    }

    private void onOptions(final String text) {
        if (expected > 1) {
            return;
        }
        final String[] words = text.split("\0", -1);
        for (int i = 0; i + 1 < words.length; i += 2) {
            accept(words[i], Long.parseLong(words[i + 1]));
        }
        if (!sizeKnown && !done) {
            sizeKnown = true;
            error(8, "User aborted the transfer");
            network.unbind(address, port);
            port++;
            start();
            return;
        }
        triesLeft = shape.tries;
        acknowledge(0);
    }

    private void accept(final String key, final long value) {
        final String asked = shape.options.get(key);
        if (asked == null) {
            fail("Malformatted OACK packet: " + key);
            return;
        }
        switch (key) {
            case "tsize" -> tsize = value;
            case "blksize" -> blksize = (int) value;
            case "windowsize" -> window = (int) value;
            default -> {
            }
        }
        final boolean mayShrink = key.equals("blksize") || key.equals("windowsize");
        if (!key.equals("tsize") && (mayShrink ? value > Long.parseLong(asked) : value != Long.parseLong(asked))) {
            fail("Malformatted OACK packet: " + key + "=" + value);
        }
    }

    private void onBlock(final byte[] bytes) {
        if (packet.block() != (expected & 0xFFFF)) {
            unacknowledged = 0;
            acknowledge(expected - 1);
            return;
        }
        received.write(bytes, 4, bytes.length - 4);
        expected++;
        unacknowledged++;
        triesLeft = shape.tries;
        dueNs = network.nanoTime() + shape.timeoutNs;
        final boolean end = bytes.length - 4 < blksize;
        if (end || unacknowledged == window) {
            unacknowledged = 0;
            acknowledge(expected - 1);
        }
        if (end) {
            done = true;
            if (tsize >= 0 && tsize != received.size()) {
                fail("tsize was " + tsize + " of " + received.size());
            }
        }
    }

    private void acknowledge(final long block) {
        final byte[] ack = new byte[4];
        TftpFlyweight.putAck(new UnsafeBuffer(ack), 0, block);
        send(ack);
    }

    private void error(final int code, final String text) {
        final byte[] bytes = new byte[200];
        final int length = TftpFlyweight.putError(new UnsafeBuffer(bytes), 0, code, text);
        send(Arrays.copyOf(bytes, length));
    }

    private void fail(final String reason) {
        failure = reason;
        done = true;
    }
}
