package orbis.perf.process;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** Waits until a process that was started serves. */
public final class Readiness {
    private static final int TRY_EVERY_MS = 20;

    private Readiness() {
    }

    /** Whether the process serves. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws IOException;
    }

    /**
     * Waits.
     *
     * @param process   which is to serve.
     * @param condition looked at again and again.
     * @param timeoutMs how long, in milliseconds.
     * @throws IOException when the process ended, or the time is over.
     */
    public static void await(final Process process, final Condition condition, final int timeoutMs) throws IOException {
        final long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (!condition.holds()) {
            if (!process.isAlive()) {
                throw new IOException("exit status " + process.exitValue());
            }
            if (System.nanoTime() - endNs > 0) {
                throw new IOException("it does not serve after " + timeoutMs + " ms");
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

    /** Whether connections to a port of the loopback address are taken. */
    public static boolean listens(final int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (final ConnectException e) {
            return false;
        }
    }
}
