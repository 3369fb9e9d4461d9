package orbis.engine.scsi;

import java.util.ArrayList;
import java.util.List;

/**
 * Who is registered, and what is reserved (SPC-4 5.13). Only keeps the state; what initiators are told of changes
 * is the business of {@link PersistentReserveOut}.
 */
final class PersistentReservations {
    private final List<Registration> registrations = new ArrayList<>();
    private int generation;
    private int type = ReservationType.NONE;
    private Registration holder;
    private boolean throughPowerLoss;

    List<Registration> registrations() {
        return registrations;
    }

    /** PRGENERATION. */
    int generation() {
        return generation;
    }

    void countGeneration() {
        generation++;
    }

    /** Whether the last registration asked for it to be kept through power loss. */
    boolean throughPowerLoss() {
        return throughPowerLoss;
    }

    void throughPowerLoss(final boolean value) {
        throughPowerLoss = value;
    }

    boolean reserved() {
        return type != ReservationType.NONE;
    }

    int type() {
        return type;
    }

    /** Who made the reservation; of the types for all registrants everyone is a holder. */
    boolean isHolder(final Registration registration) {
        return reserved() && registration != null
            && (registration == holder || ReservationType.isAllRegistrants(type));
    }

    /** The reservation's key: 0 for the types for all registrants. */
    long key() {
        return ReservationType.isAllRegistrants(type) ? 0 : holder.key();
    }

    Registration find(final String port, final int targetPort) {
        for (int i = 0; i < registrations.size(); i++) {
            if (registrations.get(i).isOf(port, targetPort)) {
                return registrations.get(i);
            }
        }
        return null;
    }

    void add(final Registration registration) {
        registrations.add(registration);
    }

    void reserve(final Registration by, final int asType) {
        holder = by;
        type = asType;
    }

    void release() {
        holder = null;
        type = ReservationType.NONE;
    }

    /**
     * Removes a registration; a reservation that nobody holds any more goes with it.
     *
     * @return whether a reservation went.
     */
    boolean remove(final Registration registration) {
        final boolean held = isHolder(registration);
        registrations.remove(registration);
        if (held && (!ReservationType.isAllRegistrants(type) || registrations.isEmpty())) {
            release();
            return true;
        }
        if (registration == holder) {
            holder = registrations.get(0);
        }
        return false;
    }

    void clear() {
        registrations.clear();
        release();
    }

    /** Whether a nexus, registered or not, must not access the disk in this way. */
    boolean conflicts(final Access access, final Registration registration) {
        if (!reserved() || isHolder(registration)) {
            return false;
        }
        if (registration != null && ReservationType.admitsRegistrants(type)) {
            return false;
        }
        return access == Access.WRITE || access == Access.READ && !ReservationType.admitsReaders(type);
    }

    /** The state as bytes, for {@link KeptState}; nothing when it is not to be kept. */
    byte[] toBytes() {
        return throughPowerLoss ? ReservationSnapshot.write(registrations, type, holder) : new byte[0];
    }

    /** Takes over a state. */
    void fromBytes(final byte[] bytes) {
        if (bytes.length > 0) {
            final ReservationSnapshot snapshot = ReservationSnapshot.read(bytes);
            registrations.addAll(snapshot.registrations());
            type = snapshot.type();
            holder = snapshot.holder();
            throughPowerLoss = true;
        }
    }
}
