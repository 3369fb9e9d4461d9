package orbis.server.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What goes over the control socket: one request and one reply a connection, each UTF-8 text up to the end of the
 * stream. A request has a word a line. A reply has {@code ok} or {@code error} in its first line, then text.
 */
final class ControlMessage {
    private static final int PIECE_LENGTH = 64 * 1024;

    private ControlMessage() {
    }

    static String request(final List<String> words) {
        return String.join("\n", words);
    }

    static List<String> words(final String request) {
        return List.of(request.split("\n", -1));
    }

    /**
     * Reads until the other side has said all.
     *
     * @param channel   connected; blocking again afterwards.
     * @param maxLength most bytes that are taken.
     * @param timeoutNs most time that it may take, in nanoseconds.
     * @return what it said.
     * @throws IOException when it says more, or takes longer.
     */
    static String read(final SocketChannel channel, final int maxLength, final long timeoutNs) throws IOException {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        final ByteBuffer piece = ByteBuffer.allocate(PIECE_LENGTH);
        final long deadlineNs = System.nanoTime() + timeoutNs;
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            while (channel.read(piece) >= 0) {
                all.write(piece.array(), 0, piece.position());
                piece.clear();
                if (all.size() > maxLength) {
                    throw new IOException("a message is longer than " + maxLength + " bytes");
                }
                final long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
                if (leftMs <= 0) {
                    throw new SocketTimeoutException("no answer in time");
                }
                selector.select(leftMs);
                selector.selectedKeys().clear();
            }
        }
        channel.configureBlocking(true);
        return all.toString(StandardCharsets.UTF_8);
    }

    static void write(final SocketChannel channel, final String text) throws IOException {
        final ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.shutdownOutput();
    }
}
