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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The serial port of a machine, from the other end of the cable: lines as they come, and a keyboard. */
public final class Console implements AutoCloseable {
    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;=?]*[A-Za-z]|\u001b[()][A-Z0-9]|[\r\0]");

    private final Path path;
    private final ServerSocketChannel server;
    private final List<String> lines = new ArrayList<>();
    private final Consumer<String> onLine;
    private SocketChannel channel;
    private boolean ended;
    private int read;

    /**
     * Lays out the cable; the machine connects to it.
     *
     * @param path   of the socket, at most 107 bytes.
     * @param onLine takes each line as it comes.
     */
    Console(final Path path, final Consumer<String> onLine) {
        this.path = path;
        this.onLine = onLine;
        try {
            Files.deleteIfExists(path);
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        final Thread reader = new Thread(this::read, "console");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Waits for a line, among those that came since the last one that was waited for.
     *
     * @param what  what is found in it.
     * @param limit how long to wait.
     * @return the match, or null when time is up or the machine is gone.
     */
    public synchronized Matcher await(final Pattern what, final Duration limit) {
        final long end = System.nanoTime() + limit.toNanos();
        while (true) {
            while (read < lines.size()) {
                final Matcher matcher = what.matcher(lines.get(read++));
                if (matcher.find()) {
                    return matcher;
                }
            }
            final long leftMs = (end - System.nanoTime()) / 1_000_000;
            if (ended || leftMs <= 0) {
                return null;
            }
            pause(leftMs);
        }
    }

    /**
     * Types a line.
     *
     * @param line without its end.
     */
    public void type(final String line) {
        final SocketChannel to;
        synchronized (this) {
            to = channel;
        }
        try {
            final ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Tells whether the machine is gone.
     *
     * @return true when its end of the cable is.
     */
    public synchronized boolean ended() {
        return ended;
    }

    /**
     * The end of what came.
     *
     * @param count of lines.
     * @return the last lines.
     */
    public synchronized List<String> last(final int count) {
        return List.copyOf(lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }

    /**
     * Everything that came.
     *
     * @return all lines, in order.
     */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        try {
            server.close();
            synchronized (this) {
                if (channel != null) {
                    channel.close();
                }
            }
            Files.deleteIfExists(path);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pause(final long limitMs) {
        try {
            wait(limitMs);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = true;
        }
    }

    private void read() {
        final ByteBuffer buffer = ByteBuffer.allocate(4096);
        final StringBuilder line = new StringBuilder();
        try {
            final SocketChannel accepted = server.accept();
            synchronized (this) {
                channel = accepted;
            }
            while (accepted.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    final char c = (char) (buffer.get() & 0xff);
                    if (c == '\n') {
                        add(ESCAPES.matcher(line).replaceAll(""));
                        line.setLength(0);
                    } else {
                        line.append(c);
                    }
                }
            }
        } catch (final ClosedChannelException e) {
            // Closed from this side: the end as well.
        } catch (final IOException e) {
            add("console: " + e.getMessage());
        } finally {
            end();
        }
    }

    private void add(final String line) {
        synchronized (this) {
            lines.add(line);
            notifyAll();
        }
        onLine.accept(line);
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}
