package orbis.perf.load;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/**
 * A target in the plainest form, a thread a connection and blocking calls, written against the RFC and not with what
 * the load generator uses; and with switches to misbehave.
 */
final class FakeTarget implements Closeable {
    static final int BLOCK_LENGTH = 512;

    final byte[] disk;
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger writes = new AtomicInteger();
    final AtomicInteger solicited = new AtomicInteger();
    final AtomicInteger pongs = new AtomicInteger();
    final AtomicInteger logouts = new AtomicInteger();
    final AtomicInteger unitAttentions = new AtomicInteger(1);
    final CopyOnWriteArrayList<String> faults = new CopyOnWriteArrayList<>();
    /** Keys that are answered otherwise than asked. */
    final ConcurrentHashMap<String, String> keys = new ConcurrentHashMap<>();
    /** Status of every read and write. */
    volatile int status;
    volatile int loginStatus;
    /** Flips a bit in every read from then on. */
    volatile boolean corrupting;
    /** Ends the connection after so many reads and writes, once. */
    final AtomicInteger dropAfter = new AtomicInteger(Integer.MAX_VALUE);
    volatile int maxCmdSnAhead = 64;
    volatile boolean pinging;

    private final ServerSocket listener;
    private final CopyOnWriteArrayList<Socket> sockets = new CopyOnWriteArrayList<>();

    FakeTarget(final int blocks) throws IOException {
        disk = new byte[blocks * BLOCK_LENGTH];
        listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    TargetUrl url() {
        return new TargetUrl("127.0.0.1", listener.getLocalPort(), "iqn.2022-07.test:fake", 3);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (final Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                final Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (final IOException e) {
            // Closed: the end.
            return;
        }
    }

    private static void daemon(final Runnable work) {
        final Thread thread = new Thread(work, "fake-target");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(final Socket socket) {
        try (socket) {
            new Conversation(socket).run();
        } catch (final IOException | UncheckedIOException e) {
            // The initiator went away.
            return;
        } catch (final RuntimeException e) {
            faults.add(e.toString());
        }
    }

    private record Pdu(ByteBuffer header, byte[] data) {
    }

    /** One connection. */
    private final class Conversation {
        private final DataInputStream in;
        private final OutputStream out;
        private final List<Pdu> parked = new ArrayList<>();
        private boolean headerDigest;
        private boolean dataDigest;
        private boolean digesting;
        private int expCmdSn;
        private int statSn = 100;
        private ByteBuffer header;
        private byte[] data;

        Conversation(final Socket socket) throws IOException {
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
            out = socket.getOutputStream();
        }

        void run() throws IOException {
            while (true) {
                next();
                switch (header.get(0) & 0x3F) {
                    case 0x03 -> login();
                    case 0x01 -> command();
                    case 0x00 -> pong();
                    case 0x06 -> {
                        logouts.incrementAndGet();
                        final ByteBuffer answer = answer(0x26, 0x80);
                        send(answer.putInt(24, statSn++), new byte[0]);
                        return;
                    }
                    default -> throw new IllegalStateException("opcode " + header.get(0));
                }
            }
        }

        /** The next PDU that is no Data-Out; those and what comes before the one asked for wait their turn. */
        private void next() throws IOException {
            for (final Iterator<Pdu> all = parked.iterator(); all.hasNext();) {
                final Pdu pdu = all.next();
                if ((pdu.header.get(0) & 0x3F) != 0x05) {
                    all.remove();
                    header = pdu.header;
                    data = pdu.data;
                    return;
                }
            }
            receive();
        }

        private void dataOut(final int taskTag) throws IOException {
            for (final Iterator<Pdu> all = parked.iterator(); all.hasNext();) {
                final Pdu pdu = all.next();
                if ((pdu.header.get(0) & 0x3F) == 0x05 && pdu.header.getInt(16) == taskTag) {
                    all.remove();
                    header = pdu.header;
                    data = pdu.data;
                    return;
                }
            }
            receive();
            while ((header.get(0) & 0x3F) != 0x05 || header.getInt(16) != taskTag) {
                parked.add(new Pdu(header, data));
                receive();
            }
        }

        private void receive() throws IOException {
            final byte[] bytes = new byte[48];
            in.readFully(bytes);
            header = ByteBuffer.wrap(bytes);
            if (digesting && headerDigest) {
                digest(bytes, "header");
            }
            final int length = header.getInt(4) & 0xFFFFFF;
            data = new byte[length + 3 & ~3];
            in.readFully(data);
            if (digesting && dataDigest && length > 0) {
                digest(data, "data");
            }
        }

        private void digest(final byte[] of, final String what) throws IOException {
            final CRC32C crc = new CRC32C();
            crc.update(of);
            if (Integer.reverseBytes(in.readInt()) != (int) crc.getValue()) {
                throw new IllegalStateException(what + " digest");
            }
        }

        private void login() throws IOException {
            final StringBuilder answers = new StringBuilder();
            for (final String pair : new String(data, StandardCharsets.UTF_8).split("\0")) {
                final String key = pair.split("=")[0];
                if (!key.isEmpty() && !key.endsWith("Name") && !key.equals("SessionType")) {
                    answers.append(key).append('=').append(keys.getOrDefault(key, pair.split("=")[1])).append('\0');
                    headerDigest |= pair.equals("HeaderDigest=CRC32C");
                    dataDigest |= pair.equals("DataDigest=CRC32C");
                }
            }
            expCmdSn = header.getInt(24);
            final ByteBuffer answer = answer(0x23, header.get(1) & 0xFF);
            answer.putShort(36, (short) loginStatus);
            send(answer.putInt(24, statSn++), answers.toString().getBytes(StandardCharsets.UTF_8));
            digesting = (header.get(1) & 0x83) == 0x83;
        }

        private void pong() {
            pongs.incrementAndGet();
        }

        private void command() throws IOException {
            final ByteBuffer request = header;
            if (request.getInt(24) != expCmdSn) {
                throw new IllegalStateException("CmdSN " + request.getInt(24) + ", not " + expCmdSn);
            }
            expCmdSn++;
            if (request.get(9) != 3) {
                throw new IllegalStateException("LUN " + request.get(9));
            }
            final int opcode = request.get(32) & 0xFF;
            if (unitAttentions.getAndUpdate(left -> Math.max(left - 1, 0)) > 0) {
                respond(request, 0x02, new byte[] {0, 18, 0x70, 0, 6, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x29, 0, 0, 0, 0, 0});
            } else if (opcode == 0x9E) {
                final ByteBuffer capacity = ByteBuffer.allocate(32);
                capacity.putLong(0, disk.length / BLOCK_LENGTH - 1).putInt(8, BLOCK_LENGTH);
                dataIn(request, capacity.array(), 0, 32, true);
            } else {
                transfer(request, opcode);
            }
        }

        private void transfer(final ByteBuffer request, final int opcode) throws IOException {
            final int offset = (int) request.getLong(34) * BLOCK_LENGTH;
            final int length = request.getInt(42) * BLOCK_LENGTH;
            if (dropAfter.decrementAndGet() == 0) {
                throw new IOException("dropped");
            }
            if (opcode == 0x88) {
                reads.incrementAndGet();
                read(request, offset, length);
            } else {
                write(request, offset, length);
                writes.incrementAndGet();
            }
            if (pinging) {
                send(answer(0x20, 0x80).putInt(16, -1).putInt(20, 77).putInt(24, statSn), new byte[0]);
            }
        }

        private void read(final ByteBuffer request, final int offset, final int length) throws IOException {
            if (status != 0) {
                respond(request, status, new byte[0]);
                return;
            }
            final byte[] bytes = new byte[length];
            synchronized (disk) {
                System.arraycopy(disk, offset, bytes, 0, length);
            }
            bytes[100] ^= (byte) (corrupting ? 1 : 0);
            final int half = length / 2;
            dataIn(request, bytes, 0, half, false);
            dataIn(request, bytes, half, length - half, true);
        }

        private void write(final ByteBuffer request, final int offset, final int length) throws IOException {
            final byte[] bytes = new byte[length];
            int got = request.getInt(4) & 0xFFFFFF;
            System.arraycopy(data, 0, bytes, 0, got);
            boolean more = (request.get(1) & 0x80) == 0;
            int tag = -1;
            while (got < length) {
                if (!more) {
                    tag = 5000 + got;
                    solicited.incrementAndGet();
                    send(answer(request, 0x31, 0x80).putInt(20, tag).putInt(24, statSn).putInt(40, got)
                        .putInt(44, Math.min(length - got, 3 * BLOCK_LENGTH)), new byte[0]);
                }
                dataOut(request.getInt(16));
                if (header.getInt(20) != tag || header.getInt(40) != got) {
                    throw new IllegalStateException("Data-Out of another sequence or place");
                }
                final int came = header.getInt(4) & 0xFFFFFF;
                System.arraycopy(data, 0, bytes, got, came);
                got += came;
                more = (header.get(1) & 0x80) == 0;
            }
            synchronized (disk) {
                System.arraycopy(bytes, 0, disk, offset, length);
            }
            respond(request, status, new byte[0]);
        }

        private void dataIn(
            final ByteBuffer request, final byte[] bytes, final int offset, final int length, final boolean last)
                throws IOException {
            final ByteBuffer answer = answer(request, 0x25, last ? 0x81 : 0);
            answer.putInt(20, -1).putInt(24, last ? statSn++ : 0).putInt(40, offset);
            send(answer, Arrays.copyOfRange(bytes, offset, offset + length));
        }

        private void respond(final ByteBuffer request, final int with, final byte[] sense) throws IOException {
            final ByteBuffer answer = answer(request, 0x21, 0x80);
            answer.put(3, (byte) with).putInt(24, statSn++);
            send(answer, sense);
        }

        private ByteBuffer answer(final int opcode, final int flags) {
            return answer(header, opcode, flags);
        }

        private ByteBuffer answer(final ByteBuffer request, final int opcode, final int flags) {
            return ByteBuffer.allocate(48).put(0, (byte) opcode).put(1, (byte) flags).putInt(16, request.getInt(16))
                .putInt(28, expCmdSn).putInt(32, expCmdSn + maxCmdSnAhead - 1);
        }

        private void send(final ByteBuffer answer, final byte[] bytes) throws IOException {
            answer.putInt(4, bytes.length);
            final ByteBuffer pdu = ByteBuffer.allocate(60 + bytes.length);
            pdu.put(answer.array());
            sum(pdu, 0, digesting && headerDigest);
            if (bytes.length > 0) {
                final int start = pdu.position();
                pdu.put(bytes).position(start + (bytes.length + 3 & ~3));
                sum(pdu, start, digesting && dataDigest);
            }
            out.write(pdu.array(), 0, pdu.position());
        }

        private static void sum(final ByteBuffer pdu, final int from, final boolean wanted) {
            if (wanted) {
                final CRC32C crc = new CRC32C();
                crc.update(pdu.array(), from, pdu.position() - from);
                pdu.putInt(Integer.reverseBytes((int) crc.getValue()));
            }
        }
    }
}
