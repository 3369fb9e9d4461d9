package orbis.engine.net;

import orbis.engine.io.IoEngine;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.agrona.concurrent.status.AtomicCounter;

/** What other threads ask of an agent: a bounded queue, and a wake-up. */
final class AgentMailbox {
    private static final int CAPACITY = 4096;
    /** Taken in one duty cycle: each may be a login, none is an I/O. */
    static final int PER_CYCLE = 16;

    private final ManyToOneConcurrentArrayQueue<Runnable> queue = new ManyToOneConcurrentArrayQueue<>(CAPACITY);
    private final IoEngine engine;
    private final AtomicCounter refusals;

    AgentMailbox(final IoEngine engine, final AtomicCounter refusals) {
        this.engine = engine;
        this.refusals = refusals;
    }

    /** Asks for something to be done on the agent's thread; false when the queue is full. */
    boolean offer(final Runnable request) {
        final boolean taken = queue.offer(request);
        if (taken) {
            engine.wakeup();
        } else {
            refusals.increment();
        }
        return taken;
    }

    /** Asks for something that must not be lost: waits while the queue is full. */
    void deliver(final Runnable request) {
        while (!offer(request)) {
            Thread.onSpinWait();
        }
    }

    int drain() {
        return queue.drain(Runnable::run, PER_CYCLE);
    }

    void drainAll() {
        queue.drain(Runnable::run);
    }
}
