package orbis.engine.io;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.ManyToManyConcurrentArrayQueue;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/**
 * Daemon threads that make the blocking calls of one engine. Each file has a share of them, and files take turns: one
 * whose storage hangs leaves threads to the others. A thread starts when there is work and none is free. Nothing is
 * allocated once as many calls were under way as ever will be.
 */
final class CallPool implements AutoCloseable {
    /** Turns that can wait for a thread: a share for each of some thousand files. */
    private static final int TURNS = 16 * 1024;
    private static final int DONE = 2048;
    private static final int MOST_TOLD = 256;
    /** A file may have one thread of so many. */
    private static final int SHARES = 4;
    private static final long CLOSE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(5);

    private final ManyToManyConcurrentArrayQueue<FileLane> turns;
    private final ManyToOneConcurrentArrayQueue<FileCall> done = new ManyToOneConcurrentArrayQueue<>(DONE);
    private final Int2ObjectHashMap<FileLane> lanes = new Int2ObjectHashMap<>();
    private final IntFunction<FileLane> newLane;
    private final Runnable wakeup;
    private final Worker[] workers;
    private int started;
    private FileCall free;
    /** Handed to the threads and not taken back. */
    private int handed;
    private volatile boolean closed;

    /**
     * Makes a pool; its threads start when there is work for them.
     *
     * @param threads how many.
     * @param name    of the threads.
     * @param wakeup  called from any thread when a call has ended.
     */
    CallPool(final int threads, final String name, final Runnable wakeup) {
        this(threads, TURNS, name, wakeup);
    }

    CallPool(final int threads, final int places, final String name, final Runnable wakeup) {
        turns = new ManyToManyConcurrentArrayQueue<>(places);
        this.wakeup = wakeup;
        final int share = Math.max(1, threads / SHARES);
        newLane = fd -> new FileLane(share);
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

    void offload(final int fd, final LongSupplier supplier, final IoHandler handler, final int token) {
        final FileCall call = call(FileCall.OFFLOAD, handler, token);
        call.fd = fd;
        call.call = supplier;
        submit(call);
    }

    /** Has a call made that says which file it is on. */
    void submit(final FileCall call) {
        final FileLane lane = lanes.computeIfAbsent(call.fd, newLane);
        call.lane = lane;
        if (lane.submit(call)) {
            onHanded(lane);
        }
    }

    /**
     * Tells of calls that have ended, not of more than some at once.
     *
     * @return how many.
     */
    int tell() {
        int told = 0;
        while (told < MOST_TOLD && handed > 0) {
            final FileCall call = done.poll();
            if (call == null) {
                break;
            }
            told++;
            end(call);
        }
        return told;
    }

    private void end(final FileCall call) {
        handed--;
        if (call.lane.ended()) {
            onHanded(call.lane);
        }
        final IoHandler handler = call.handler;
        final int token = call.token;
        final long result = call.result;
        recycle(call);
        handler.onComplete(token, result);
    }

    private void recycle(final FileCall call) {
        call.call = null;
        call.lane = null;
        call.handler = null;
        call.next = free;
        free = call;
    }

    /** Whether {@link #tell()} would tell of a call. */
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
        lanes.values().forEach(FileLane::forgetBacklog);
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

    private void onHanded(final FileLane lane) {
        handed++;
        if (lane.enter()) {
            queue(lane);
            wakeWorker();
        }
    }

    private void queue(final FileLane lane) {
        while (!turns.offer(lane)) {
            if (turns.size() == turns.capacity()) {
                throw new IllegalStateException("calls of more files than have room");
            }
            // The kernel has stopped a thread that was just taking a turn: until it goes on, its place is not free.
            Thread.yield();
        }
    }

    private void wakeWorker() {
        for (int i = 0; i < started; i++) {
            if (workers[i].parked) {
                workers[i].parked = false;
                LockSupport.unpark(workers[i]);
                return;
            }
        }
        if (started < workers.length) {
            workers[started++].start();
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
                final FileLane lane = turns.poll();
                if (lane != null) {
                    serve(lane);
                } else {
                    parked = true;
                    if (turns.isEmpty() && !closed) {
                        LockSupport.park(this);
                    }
                    parked = false;
                }
            }
        }

        /** Makes one call, then lets other files have their turns. */
        private void serve(final FileLane lane) {
            final FileCall call = lane.todo.poll();
            if (call != null) {
                call.run();
                while (!done.offer(call) && !closed) {
                    Thread.onSpinWait(); // the agent is behind
                }
                wakeup.run();
            }
            if (lane.staysOrLeaves()) {
                queue(lane);
            }
        }
    }
}
