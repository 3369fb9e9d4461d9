package orbis.perf.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The serial port of a machine, from the other end of the cable: lines as they come, and a keyboard. */
public final class Console implements AutoCloseable {
    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;=?]*[A-Za-z]|\u001b[()][A-Z0-9]|[\r\0]");
    /** A line longer than this is a screen that is painted; it is cut. */
    private static final int LINE_LIMIT = 16_384;

    private final Path path;
    private final ServerSocketChannel server;
    private final Transcript transcript;
    private volatile SocketChannel channel;
    private Thread reader;

    /**
     * Lays out the cable; the machine connects to it.
     *
     * @param path   of the socket, at most 107 bytes.
     * @param onLine takes each line as it comes.
     */
    Console(final Path path, final Consumer<String> onLine) {
        this.path = path;
        transcript = new Transcript(onLine);
        try {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the machine to connect: at first, and after each time that it was off. */
    void listen() {
        try {
            if (reader != null) {
                reader.join();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        transcript.goOn();
        reader = new Thread(this::read, "console");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * What the machine said, without what only paints.
     *
     * @return the lines so far, and a way to wait for more.
     */
    public Transcript transcript() {
        return transcript;
    }

    /**
     * Types a line.
     *
     * @param line without its end.
     */
    public void type(final String line) {
        try {
            final ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            if (channel != null) {
                channel.close();
            }
            Files.deleteIfExists(path);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        final ByteBuffer buffer = ByteBuffer.allocate(4096);
        final StringBuilder line = new StringBuilder();
        try (SocketChannel accepted = server.accept()) {
            channel = accepted;
            while (accepted.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    append(line, (char) (buffer.get() & 0xff));
                }
            }
        } catch (final ClosedChannelException e) {
            // Closed from this side: the end as well.
        } catch (final IOException e) {
            transcript.add("console: " + e.getMessage());
        } finally {
            transcript.end();
        }
    }

    private void append(final StringBuilder line, final char c) {
        if (c != '\n' && line.length() < LINE_LIMIT) {
            line.append(c);
            return;
        }
        transcript.add(ESCAPES.matcher(line).replaceAll(""));
        line.setLength(0);
    }
}
