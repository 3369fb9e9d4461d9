package orbis.engine.scsi;

import java.util.List;

/** Whether commands conflict with reservations: those of RESERVE (SPC-2 5.5.1), and the persistent ones. */
final class Reservations {
    private final PersistentReservations persistent = new PersistentReservations();
    private final boolean keeps;
    private Nexus reservedBy;

    Reservations(final KeptState kept) {
        keeps = kept.keeps();
        persistent.fromBytes(kept.load(KeptState.Kind.RESERVATIONS));
    }

    PersistentReservations persistent() {
        return persistent;
    }

    /** Whether they can be kept through power loss. */
    boolean keeps() {
        return keeps;
    }

    /** Whether a command must be answered RESERVATION CONFLICT. */
    boolean conflicts(final Access access, final Nexus nexus) {
        if (access == Access.RESERVE) {
            return !persistent.registrations().isEmpty();
        }
        if (reservedBy != null && reservedBy != nexus && access != Access.ALWAYS) {
            return true;
        }
        return persistent.conflicts(access, nexus.registration());
    }

    /**
     * RESERVE.
     *
     * @return whether it is reserved by that nexus now.
     */
    boolean reserve(final Nexus nexus) {
        if (reservedBy == null) {
            reservedBy = nexus;
        }
        return reservedBy == nexus;
    }

    /** RELEASE: no matter when another holds the reservation. */
    void release(final Nexus nexus) {
        if (reservedBy == nexus) {
            reservedBy = null;
        }
    }

    /** A reset ends what RESERVE made. */
    void reset() {
        reservedBy = null;
    }

    /** Looks up the registration of a nexus, which may be from before it came. */
    void attach(final Nexus nexus) {
        nexus.registration(persistent.find(nexus.initiatorPort(), nexus.portalGroupTag()));
    }

    /** Looks up the registrations of all again, after a change. */
    void changed(final List<Nexus> nexuses) {
        nexuses.forEach(this::attach);
    }
}
