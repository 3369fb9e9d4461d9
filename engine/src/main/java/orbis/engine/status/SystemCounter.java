package orbis.engine.status;

/** Counters of the whole process, kept in the {@link CountersFile} under these ids and labels. */
public enum SystemCounter {
    /** Sessions that reached full feature phase. */
    LOGINS(0, "logins"),
    /** Logins that were refused, whatever the reason. */
    LOGIN_REFUSALS(1, "logins refused"),
    /** Sessions that were ended by their initiator in order. */
    LOGOUTS(2, "logouts"),
    /** Sessions in full feature phase now. */
    SESSIONS(3, "sessions now"),
    /** Connections open now, logged in or not. */
    CONNECTIONS(4, "connections now"),
    /** Connections closed at once, or for others' sake, because a limit was reached. */
    CONNECTION_REFUSALS(5, "connections refused"),
    /** Connections dropped because the peer broke the protocol. */
    PROTOCOL_ERRORS(6, "protocol errors"),
    /** Connections that ended without a logout. */
    CONNECTIONS_LOST(7, "connections lost"),
    /** Offers between threads that met a full queue. */
    QUEUE_REFUSALS(8, "offers to full queues"),
    /** Times that somebody began to wait for a buffer. */
    POOL_WAITS(9, "waits for a buffer"),
    /** Faults given to the error log. */
    FAULTS(10, "faults logged"),
    /** Duty cycles of an agent that took 10 ms or more. */
    SLOW_CYCLES(11, "slow duty cycles"),
    /** Longest duty cycle of any agent, in nanoseconds. */
    LONGEST_CYCLE_NS(12, "longest duty cycle ns");

    private final int id;
    private final String label;

    SystemCounter(final int id, final String label) {
        this.id = id;
        this.label = label;
    }

    /** Counter id and type id in the file. */
    public int id() {
        return id;
    }

    /** What a person reads. */
    public String label() {
        return label;
    }
}
