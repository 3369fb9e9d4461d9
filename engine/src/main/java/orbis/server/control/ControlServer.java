package orbis.server.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.agrona.CloseHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands on a Unix domain socket that only the owner of the process can open. One at a time, on a thread
 * that otherwise sleeps in accept: administrators never stand in the way of initiators.
 */
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("orbis.control");
    /** Bytes of sun_path in struct sockaddr_un, without the closing 0. */
    private static final int MAX_PATH_LENGTH = 107;
    private static final int MAX_REQUEST_LENGTH = 1 << 20;
    private static final long REQUEST_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(5);

    private final Path path;
    private final ControlHandler handler;
    private final ServerSocketChannel channel;
    private final Thread thread;

    /**
     * Binds the socket, in place of one that a process before may have left, and starts the thread.
     *
     * @param path    of the socket, which {@link #fits}.
     * @param handler runs the commands, on the thread of this.
     * @throws IOException when the socket cannot be made.
     */
    public ControlServer(final Path path, final ControlHandler handler) throws IOException {
        this.path = path;
        this.handler = handler;
        Files.deleteIfExists(path);
        channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        } catch (final IOException fault) {
            channel.close();
            throw new IOException("cannot make the control socket " + path + ": " + fault.getMessage(), fault);
        }
        thread = new Thread(this::run, "orbis-control");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether the kernel takes a path for a socket. */
    public static boolean fits(final Path path) {
        return path.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8).length <= MAX_PATH_LENGTH;
    }

    private void run() {
        while (channel.isOpen()) {
            try (SocketChannel client = channel.accept()) {
                final String request = ControlMessage.read(client, MAX_REQUEST_LENGTH, REQUEST_TIMEOUT_NS);
                ControlMessage.write(client, answer(request));
            } catch (final AsynchronousCloseException closed) {
                return;
            } catch (final IOException fault) {
                LOG.warn("control: {}", fault.getMessage());
            }
        }
    }

    private String answer(final String request) {
        final var words = ControlMessage.words(request);
        try {
            final String text = handler.run(words);
            LOG.info("control: {}", String.join(" ", words));
            return "ok\n" + text;
        } catch (final Exception fault) {
            final Throwable cause = fault instanceof ExecutionException ? fault.getCause() : fault;
            final String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            LOG.warn("control: {}: {}", String.join(" ", words), why);
            return "error\n" + why;
        }
    }

    /** Ends the thread and removes the socket. */
    @Override
    public void close() throws IOException {
        channel.close();
        CloseHelper.quietClose(() -> thread.join(TimeUnit.SECONDS.toMillis(2)));
        Files.deleteIfExists(path);
    }
}
