package orbis.engine.io;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.agrona.concurrent.ManyToManyConcurrentArrayQueue;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/**
 * Daemon threads that make the blocking calls of one engine. Calls that do not fit the queue to the threads wait on
 * the agent's side; the number under way is bounded by who asks. Nothing is allocated once as many calls
 * were under way as ever will be.
 */
final class CallPool implements AutoCloseable {
    private static final int QUEUE = 1024;
    private static final long CLOSE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(5);

    private final ManyToManyConcurrentArrayQueue<FileCall> todo = new ManyToManyConcurrentArrayQueue<>(QUEUE);
    private final ManyToOneConcurrentArrayQueue<FileCall> done = new ManyToOneConcurrentArrayQueue<>(2 * QUEUE);
    private final Runnable wakeup;
    private final Worker[] workers;
    private boolean started;
    private FileCall free;
    private FileCall backlogHead;
    private FileCall backlogTail;
    /** Handed to the threads and not taken back: never more than {@link #QUEUE}, so that done always has room. */
    private int handed;
    private volatile boolean closed;

    /**
     * Makes a pool; its threads start with the first call.
     *
     * @param threads how many.
     * @param name    of the threads.
     * @param wakeup  called from any thread when a call has ended.
     */
    CallPool(final int threads, final String name, final Runnable wakeup) {
        this.wakeup = wakeup;
        workers = new Worker[threads];
        for (int i = 0; i < threads; i++) {
            workers[i] = new Worker(name + "-" + i);
        }
    }

    /** A call to be filled and given to {@link #submit(FileCall)}. */
    FileCall call(final int kind, final IoHandler handler, final int token) {
        FileCall call = free;
        if (call == null) {
            call = new FileCall();
        } else {
            free = call.next;
            call.next = null;
        }
        call.kind = kind;
        call.handler = handler;
        call.token = token;
        return call;
    }

    void offload(final LongSupplier supplier, final IoHandler handler, final int token) {
        final FileCall call = call(FileCall.OFFLOAD, handler, token);
        call.call = supplier;
        submit(call);
    }

    void submit(final FileCall call) {
        if (handed < QUEUE && backlogHead == null) {
            hand(call);
        } else {
            if (backlogHead == null) {
                backlogHead = call;
            } else {
                backlogTail.next = call;
            }
            backlogTail = call;
        }
    }

    /** A call that has ended, or null. {@link #recycle(FileCall)} takes it back. */
    FileCall poll() {
        if (handed == 0) {
            return null;
        }
        final FileCall call = done.poll();
        if (call != null) {
            handed--;
            if (backlogHead != null) {
                final FileCall first = backlogHead;
                backlogHead = first.next;
                first.next = null;
                hand(first);
            }
        }
        return call;
    }

    void recycle(final FileCall call) {
        call.call = null;
        call.handler = null;
        call.next = free;
        free = call;
    }

    /** Whether {@link #poll()} would give a call. */
    boolean hasEnded() {
        return !done.isEmpty();
    }

    /**
     * Lets the calls under way end, forgets those that wait, and ends the threads. A call that hangs is left behind:
     * its thread is a daemon.
     */
    @Override
    public void close() {
        closed = true;
        backlogHead = null;
        for (final Worker worker : workers) {
            LockSupport.unpark(worker);
        }
        final long deadlineNs = System.nanoTime() + CLOSE_TIMEOUT_NS;
        boolean interrupted = Thread.interrupted();
        for (final Worker worker : workers) {
            while (worker.isAlive() && System.nanoTime() < deadlineNs) {
                try {
                    worker.join(TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime()) + 1);
                } catch (final InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void hand(final FileCall call) {
        if (!started) {
            started = true;
            for (final Worker worker : workers) {
                worker.start();
            }
        }
        handed++;
        if (!todo.offer(call)) {
            throw new IllegalStateException("more than " + QUEUE + " calls handed over");
        }
        for (final Worker worker : workers) {
            if (worker.parked) {
                worker.parked = false;
                LockSupport.unpark(worker);
                break;
            }
        }
    }

    private final class Worker extends Thread {
        private volatile boolean parked;

        Worker(final String name) {
            super(name);
            setDaemon(true);
        }

        @Override
        public void run() {
            while (!closed) {
                final FileCall call = todo.poll();
                if (call != null) {
                    call.run();
                    done.offer(call);
                    wakeup.run();
                } else {
                    parked = true;
                    if (todo.isEmpty() && !closed) {
                        LockSupport.park(this);
                    }
                    parked = false;
                }
            }
        }
    }
}
