package orbis.engine.net;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import orbis.engine.io.IoEngine;
import org.agrona.concurrent.IdleStrategy;

/** Idles in the agent's engine: what ends the sleep is what there is to do. */
final class AgentIdleStrategy implements IdleStrategy {
    /** Longest sleep: timers are no finer than this. */
    private static final long MAX_PARK_NS = TimeUnit.MILLISECONDS.toNanos(200);
    /** Longest sleep while somebody waits for what time alone may bring. */
    private static final long SHORT_PARK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final IoEngine engine;
    private final BooleanSupplier waitsForTime;
    private final TargetOptions.Idle idle;
    private final SpinWindow window = new SpinWindow();
    private long idleSinceNs;
    private boolean idling;

    AgentIdleStrategy(final IoEngine engine, final BooleanSupplier waitsForTime, final TargetOptions.Idle idle) {
        this.engine = engine;
        this.waitsForTime = waitsForTime;
        this.idle = idle;
    }

    @Override
    public void idle(final int workCount) {
        if (workCount == 0) {
            idle();
        } else if (idling) {
            idling = false;
            window.onIdled(System.nanoTime() - idleSinceNs);
        }
    }

    @Override
    public void idle() {
        if (idle == TargetOptions.Idle.PARK || idle == TargetOptions.Idle.BACKOFF && backedOff()) {
            engine.await(waitsForTime.getAsBoolean() ? SHORT_PARK_NS : MAX_PARK_NS);
        } else {
            Thread.onSpinWait();
        }
    }

    private boolean backedOff() {
        final long nowNs = System.nanoTime();
        if (!idling) {
            idling = true;
            idleSinceNs = nowNs;
        }
        return nowNs - idleSinceNs >= window.ns();
    }

    @Override
    public void reset() {
        idling = false;
    }

    @Override
    public String alias() {
        return idle.name();
    }
}
