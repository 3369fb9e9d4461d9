package orbis.engine.scsi;

/** An initiator port's registration for persistent reservations (SPC-4 5.13.7). */
final class Registration {
    private final String initiatorPort;
    private final int targetPort;
    private final boolean allTargetPorts;
    private long key;

    Registration(final String initiatorPort, final int targetPort, final boolean allTargetPorts, final long key) {
        this.initiatorPort = initiatorPort;
        this.targetPort = targetPort;
        this.allTargetPorts = allTargetPorts;
        this.key = key;
    }

    /** Name of the initiator port. */
    String initiatorPort() {
        return initiatorPort;
    }

    /** Relative identifier of the target port that it was made through. */
    int targetPort() {
        return targetPort;
    }

    /** Whether it holds for all target ports. */
    boolean allTargetPorts() {
        return allTargetPorts;
    }

    long key() {
        return key;
    }

    void key(final long value) {
        key = value;
    }

    /** Whether it is that of a nexus. */
    boolean isOf(final String port, final int throughTargetPort) {
        return isThrough(throughTargetPort) && initiatorPort.equals(port);
    }

    /** Whether it holds for a target port. */
    boolean isThrough(final int relativeTargetPort) {
        return allTargetPorts || targetPort == relativeTargetPort;
    }
}
