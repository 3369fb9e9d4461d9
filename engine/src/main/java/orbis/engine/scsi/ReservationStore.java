package orbis.engine.scsi;

/** Keeps persistent reservations through power loss (APTPL, SPC-4 5.13.5). */
public interface ReservationStore {
    /** Keeps nothing: for disks without a place to keep it, which then refuse APTPL. */
    ReservationStore NONE = new ReservationStore() {
    };
}
