package orbis.server.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and SIGINT ask the server to end. The virtual machine runs its shutdown hooks then: this one passes the
 * wish on, waits until all is closed, and ends the process with exit code 0, as it ended in order.
 */
final class Signals {
    /** A disk that hangs must not hold up the machine's shutdown. */
    private static final long PATIENCE_S = 30;

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean serving;

    Signals() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::run, "orbis-shutdown"));
    }

    private void run() {
        told.countDown();
        if (serving) {
            Runtime.getRuntime().halt(awaitEnd() ? 0 : OrbisCommand.FAILURE);
        }
    }

    private boolean awaitEnd() {
        try {
            return ended.await(PATIENCE_S, TimeUnit.SECONDS);
        } catch (final InterruptedException interrupted) {
            return false;
        }
    }

    /** Says that there is a server to close in order: before anyone is told that it serves. */
    void serving() {
        serving = true;
    }

    /** Waits until the server is asked to end. */
    void await() throws InterruptedException {
        told.await();
    }

    /** Says that all is closed. */
    void ended() {
        ended.countDown();
    }
}
