package orbis.perf.peer;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** Waits until a process listens. */
final class Listening {
    private static final int TRY_EVERY_MS = 20;

    private Listening() {
    }

    /**
     * Waits until connections to a port of the loopback address are taken.
     *
     * @param process   which should listen.
     * @param port      TCP port.
     * @param timeoutMs how long, in milliseconds.
     * @throws IOException when the process ended, or the time is over.
     */
    static void await(final Process process, final int port, final int timeoutMs) throws IOException {
        final long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (!listens(port)) {
            if (!process.isAlive()) {
                throw new IOException("exit status " + process.exitValue());
            }
            if (System.nanoTime() - endNs > 0) {
                throw new IOException("nobody listens on port " + port + " after " + timeoutMs + " ms");
            }
            try {
                // Either it ends, or it is time to look again.
                process.waitFor(TRY_EVERY_MS, TimeUnit.MILLISECONDS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private static boolean listens(final int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (final ConnectException e) {
            return false;
        }
    }
}
