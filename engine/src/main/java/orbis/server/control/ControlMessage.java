package orbis.server.control;

import java.io.EOFException;
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
    private static final int MAX_LENGTH = 1 << 20;

    private ControlMessage() {
    }

    static String request(final List<String> words) {
        return String.join("\n", words);
    }

    static List<String> words(final String request) {
        return List.of(request.split("\n", -1));
    }

    /** Reads until the other side has said all, but no longer than the time given. */
    static String read(final SocketChannel channel, final long timeoutNs) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(MAX_LENGTH);
        final long deadlineNs = System.nanoTime() + timeoutNs;
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            while (channel.read(bytes) >= 0) {
                if (!bytes.hasRemaining()) {
                    throw new EOFException("a message is longer than " + MAX_LENGTH + " bytes");
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
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    static void write(final SocketChannel channel, final String text) throws IOException {
        final ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.shutdownOutput();
    }
}
