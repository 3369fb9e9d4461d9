package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.TransportId;
import org.agrona.DirectBuffer;

/**
 * REGISTER AND MOVE: hands the reservation on to another initiator port (SPC-4 5.13.8). Its parameter list:
 *
 * <pre>
 *  reservation key (8) | service action reservation key (8) | 0 | UNREG APTPL | relative target port (2)
 *  | length of the TransportID (4) | TransportID
 * </pre>
 */
final class RegistrationMove {
    private static final int UNREG = 0x02;
    private static final int APTPL = 0x01;
    private static final int ID = 24;

    private final LogicalUnit unit;
    private final ReservationChange change;
    private final PersistentReservations persistent;

    RegistrationMove(final LogicalUnit unit, final ReservationChange change) {
        this.unit = unit;
        this.change = change;
        persistent = unit.reservations().persistent();
    }

    void apply(final DirectBuffer list, final int length) {
        if (!change.isRegistered() || !persistent.isHolder(change.own())
            || ReservationType.isAllRegistrants(persistent.type())) {
            change.refuseByConflict();
            return;
        }
        final int flags = list.getByte(17);
        final boolean keep = (flags & APTPL) != 0;
        final int targetPort = list.getShort(18, BIG_ENDIAN) & 0xFFFF;
        final int idLength = TransportId.length(list, ID, length);
        final String port = idLength == 0 ? TransportId.NONE : TransportId.port(list, ID, idLength);
        if (list.getInt(20, BIG_ENDIAN) != length - ID || idLength != length - ID) {
            change.refuse(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR, SenseData.inParameters(20));
        } else if (port.isEmpty() || change.own().isOf(port, targetPort)) {
            change.refuse(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(ID));
        } else if (change.actionKey() == 0) {
            change.refuse(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(8));
        } else if (keep && !unit.reservations().keeps()) {
            change.refuse(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(17));
        } else {
            move(port, targetPort, (flags & UNREG) != 0);
            persistent.throughPowerLoss(keep);
        }
    }

    private void move(final String port, final int targetPort, final boolean unregister) {
        Registration receiver = persistent.find(port, targetPort);
        if (receiver == null) {
            receiver = new Registration(port, targetPort, false, change.actionKey());
            persistent.add(receiver);
        } else {
            receiver.key(change.actionKey());
        }
        persistent.reserve(receiver, persistent.type());
        if (unregister) {
            persistent.remove(change.own());
        }
        persistent.countGeneration();
    }
}
