package orbis.engine.net;

import java.util.concurrent.TimeUnit;

import orbis.engine.io.BufferPool;
import orbis.engine.io.IoEngine;
import orbis.engine.session.SessionResources;
import orbis.engine.status.CountersFile;
import orbis.engine.status.SystemCounter;
import org.agrona.concurrent.Agent;

/** What every agent of the target has and does: an I/O engine, memory, connections, and what other threads ask. */
abstract class AgentBase implements Agent {
    private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private final String name;
    private final IoEngine engine;
    private final SessionResources resources;
    private final ConnectionGroup connections;
    private final AgentMailbox mailbox;
    private final DutyCycles cycles;
    private long tickNs;

    AgentBase(final String name, final IoEngine engine, final SessionResources resources,
        final ConnectionGroup connections, final CountersFile counters) {
        this.name = name;
        this.engine = engine;
        this.resources = resources;
        this.connections = connections;
        mailbox = new AgentMailbox(engine, counters.system(SystemCounter.QUEUE_REFUSALS));
        cycles = new DutyCycles(counters);
    }

    @Override
    public final String roleName() {
        return name;
    }

    final IoEngine engine() {
        return engine;
    }

    final SessionResources resources() {
        return resources;
    }

    final BufferPool buffers() {
        return resources.buffers();
    }

    final ConnectionGroup connections() {
        return connections;
    }

    /** Whether time alone may bring what somebody waits for. */
    final boolean waitsForTime() {
        return connections.anyStalled() || !resources.turnstile().empty();
    }

    final AgentMailbox mailbox() {
        return mailbox;
    }

    final long nowNs() {
        return resources.nowNs();
    }

    @Override
    public final int doWork() {
        final long nowNs = System.nanoTime();
        cycles.onBegin(nowNs);
        resources.nowNs(nowNs);
        int work = engine.poll();
        work += mailbox.drain();
        work += buffers().tellWaiters();
        work += resources.turnstile().letIn();
        connections.retryStalled();
        work += connections.flush();
        if (nowNs - tickNs >= TICK_NS) {
            tickNs = nowNs;
            onTick(nowNs);
        }
        cycles.onEnd(work);
        return work;
    }

    /** Does what need not be done in each cycle, some times a second. */
    abstract void onTick(long nowNs);

    @Override
    public void onClose() {
        mailbox.drainAll(); // a connection that it brings ends with the others
        engine.close();
        connections.close();
        resources.close();
        buffers().close();
    }
}
