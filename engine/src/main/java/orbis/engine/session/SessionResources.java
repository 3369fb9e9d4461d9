package orbis.engine.session;

import orbis.engine.io.BufferPool;

/** What the sessions of one agent share: buffers, tasks, outgoing PDUs, and the time of the current duty cycle. */
public final class SessionResources implements AutoCloseable {
    /** A task has at most this many PDUs queued: chunks of Data-In, R2Ts, and its response. */
    static final int PDUS_PER_TASK = 8;
    /** R2Ts among these; the others are for a reject and what ends the task. */
    static final int R2TS_PER_TASK = PDUS_PER_TASK - 2;

    private final BufferPool buffers;
    private final TaskPool tasks;
    private final OutPduPool pdus;
    private final Turnstile turnstile = new Turnstile();
    private long nowNs;

    /**
     * Takes all that the sessions will need.
     *
     * @param buffers     the agent's buffers.
     * @param maxTasks    most commands at once, up to 65535.
     * @param maxSessions most sessions at once.
     */
    public SessionResources(final BufferPool buffers, final int maxTasks, final int maxSessions) {
        this.buffers = buffers;
        tasks = new TaskPool(maxTasks);
        // Each task's own, and for each session an answer to a ping, a text and a task management function.
        pdus = new OutPduPool(PDUS_PER_TASK * maxTasks + 3 * maxSessions);
    }

    /** The agent's buffers. */
    public BufferPool buffers() {
        return buffers;
    }

    TaskPool tasks() {
        return tasks;
    }

    /** The agent's outgoing PDUs. */
    public OutPduPool pdus() {
        return pdus;
    }

    /** Where commands wait for what they may have in a second. */
    public Turnstile turnstile() {
        return turnstile;
    }

    /** Whether one more command may be held back: half of all tasks and buffers are for those that move. */
    boolean admitsHeldBack() {
        return tasks.available() > tasks.inUse() && buffers.available() >= buffers.length() / 2;
    }

    /** Whether a command may begin: a task is free, and all PDUs that it may need. */
    boolean admitsTask() {
        return tasks.available() > 0 && pdus.available() > PDUS_PER_TASK * (tasks.inUse() + 1);
    }

    /** Whether something that is answered by one PDU may begin without taking one that a task will need. */
    boolean admitsAnswer() {
        return pdus.available() > PDUS_PER_TASK * tasks.inUse();
    }

    /** Time of this duty cycle, in nanoseconds of {@link System#nanoTime()}. */
    public long nowNs() {
        return nowNs;
    }

    /**
     * Sets the time.
     *
     * @param timeNs read once a duty cycle.
     */
    public void nowNs(final long timeNs) {
        nowNs = timeNs;
    }

    @Override
    public void close() {
        pdus.close();
    }
}
