package orbis.server.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Gives commands to a running server. */
public final class ControlClient {
    /** Far above the list of 65,535 sessions with the longest names that there may be, which has 22 MiB. */
    private static final int MAX_ANSWER_LENGTH = 64 << 20;
    private static final long ANSWER_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);

    private final Path path;

    /**
     * Makes a client.
     *
     * @param path of the server's control socket.
     */
    public ControlClient(final Path path) {
        this.path = path;
    }

    /**
     * Has a command run.
     *
     * @param words the command and its arguments.
     * @return what it printed; empty when no server runs.
     * @throws IOException when the command failed, with its message, or the server does not answer.
     */
    public Optional<String> run(final List<String> words) throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            if (!connect(channel)) {
                return Optional.empty();
            }
            ControlMessage.write(channel, ControlMessage.request(words));
            final String reply = ControlMessage.read(channel, MAX_ANSWER_LENGTH, ANSWER_TIMEOUT_NS);
            final String[] parts = reply.split("\n", 2);
            if (parts.length < 2 || !parts[0].equals("ok")) {
                throw new IOException(parts.length < 2 ? "the server ended before it answered" : parts[1]);
            }
            return Optional.of(parts[1]);
        }
    }

    private boolean connect(final SocketChannel channel) throws IOException {
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (final IOException fault) {
            if (Files.isWritable(path)) {
                // Left by a server that was killed: nobody listens.
                return false;
            }
            throw new IOException(path + ": no permission; the server belongs to another user", fault);
        }
    }
}
