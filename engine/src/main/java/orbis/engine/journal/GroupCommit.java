package orbis.engine.journal;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;

import orbis.sys.TimeSlice;

/**
 * A thread that forces a journal whenever records wait for it. All that is appended while one force is under way
 * shares the next: a storm pays few forces, a single record waits for one.
 */
public final class GroupCommit implements AutoCloseable {
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Journal journal;
    private final Runnable onDurable;
    private final ErrorHandler errorHandler;
    private final Thread thread;
    private volatile boolean open = true;

    /**
     * Starts the thread.
     *
     * @param name         of the thread.
     * @param journal      what is forced; it is not closed here.
     * @param onDurable    called on this thread after each force: wakes who waits for {@link Journal#durable()}.
     * @param errorHandler told of faults of the medium, and of a compacted file that cannot get its name yet.
     */
    public GroupCommit(
            final String name, final Journal journal, final Runnable onDurable, final ErrorHandler errorHandler) {
        this.journal = journal;
        this.onDurable = onDurable;
        this.errorHandler = errorHandler;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Asks for a force of all that was appended before. Returns at once. */
    public void request() {
        LockSupport.unpark(thread);
    }

    private void run() {
        // All that it does is to start a write and to tell of its end, for which many wait.
        TimeSlice.set(TimeSlice.SHORTEST_NS);
        try {
            while (open && !Thread.currentThread().isInterrupted()) {
                if (journal.wantsForce()) {
                    force();
                } else {
                    LockSupport.park(this);
                }
            }
        } finally {
            open = false;
        }
    }

    private void force() {
        try {
            journal.force();
            onDurable.run();
        } catch (final IOException fault) {
            errorHandler.onError(fault);
            if (journal.failed()) {
                open = false;
            } else {
                LockSupport.parkNanos(this, RETRY_NS);
            }
        }
    }

    /** Whether records are still made durable: false once the medium has failed. */
    public boolean works() {
        return open;
    }

    /** Ends the thread after the force that is under way. */
    @Override
    public void close() {
        open = false;
        request();
        CloseHelper.quietClose(() -> thread.join());
    }
}
