package orbis.perf.process;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what tells nobody when it comes: that a process which was started serves, above all. */
public final class Readiness {
    private static final Duration TRY_EVERY = Duration.ofMillis(20);

    private Readiness() {
    }

    /** What is waited for. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws IOException;
    }

    /**
     * Waits until a condition holds.
     *
     * @param condition looked at again and again.
     * @param every     time between two looks.
     * @param limit     for how long.
     * @return whether it held before that was over.
     * @throws IOException when the thread was interrupted.
     */
    public static boolean await(final Condition condition, final Duration every, final Duration limit)
            throws IOException {
        final long endNs = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - endNs > 0) {
                return false;
            }
            LockSupport.parkNanos(every.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException();
            }
        }
        return true;
    }

    /**
     * Waits until a process serves.
     *
     * @param process   which is to serve.
     * @param condition looked at again and again.
     * @param timeoutMs how long, in milliseconds.
     * @throws IOException when the process ended, or the time is over.
     */
    public static void await(final Process process, final Condition condition, final int timeoutMs) throws IOException {
        if (!await(() -> condition.holds() || ended(process), TRY_EVERY, Duration.ofMillis(timeoutMs))) {
            throw new IOException("it does not serve after " + timeoutMs + " ms");
        }
    }

    private static boolean ended(final Process process) throws IOException {
        if (!process.isAlive()) {
            throw new IOException("exit status " + process.exitValue());
        }
        return false;
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
