package orbis.engine.net;

import java.util.concurrent.ThreadFactory;
import java.util.function.IntConsumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads of agents. An agent that meets an {@link Error} has lost its thread, and with it its disks or the logins: the
 * process ends, so that whoever supervises it starts it again, rather than live on without them.
 */
public final class AgentThreads implements ThreadFactory {
    /** What the process ends with: EX_SOFTWARE of sysexits.h. */
    public static final int STATUS = 70;

    private static final Logger LOG = LoggerFactory.getLogger("orbis.server");

    private final IntConsumer end;

    /** Threads whose end is the end of the process. */
    public AgentThreads() {
        // Not exit(): an end in order waits for all agents, and this one will not answer.
        this(Runtime.getRuntime()::halt);
    }

    AgentThreads(final IntConsumer end) {
        this.end = end;
    }

    @Override
    public Thread newThread(final Runnable agent) {
        final Thread thread = new Thread(agent);
        thread.setUncaughtExceptionHandler(this::onLost);
        return thread;
    }

    private void onLost(final Thread thread, final Throwable fault) {
        try {
            LOG.error("{} is lost, and the process ends", thread.getName(), fault);
        } finally {
            end.accept(STATUS);
        }
    }
}
