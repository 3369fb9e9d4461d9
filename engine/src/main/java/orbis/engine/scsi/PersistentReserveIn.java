package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.util.List;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.ServiceAction;
import orbis.protocol.scsi.TransportId;
import org.agrona.ExpandableArrayBuffer;

/** PERSISTENT RESERVE IN: READ KEYS, READ RESERVATION, REPORT CAPABILITIES, READ FULL STATUS (SPC-4 6.15). */
final class PersistentReserveIn extends Reply {
    private static final int HEADER = 8;
    private static final int SPECIFY_INITIATOR_PORTS = 0x08;
    private static final int ALL_TARGET_PORTS = 0x04;
    private static final int PERSIST_THROUGH_POWER_LOSS = 0x01;
    private static final int TYPE_MASK_VALID = 0x80;
    private static final int ALLOWS_TEST_UNIT_READY = 0x10;
    private static final int FLAG_ALL_TARGET_PORTS = 0x02;
    private static final int FLAG_HOLDER = 0x01;

    @Override
    int allocationLength(final TaskState task) {
        return Cdb.shortAt(task.cdb(), 7);
    }

    @Override
    int largest() {
        return 0xFFFF;
    }

    @Override
    int build(final TaskState task, final ExpandableArrayBuffer buffer) {
        final Reservations reservations = task.unit().reservations();
        final PersistentReservations persistent = reservations.persistent();
        switch (Cdb.serviceAction(task.cdb())) {
            case ServiceAction.PR_READ_KEYS:
                return keys(persistent, buffer);
            case ServiceAction.PR_READ_RESERVATION:
                return reservation(persistent, buffer);
            case ServiceAction.PR_REPORT_CAPABILITIES:
                return capabilities(reservations, buffer);
            default:
                return fullStatus(persistent, buffer);
        }
    }

    private static int keys(final PersistentReservations persistent, final ExpandableArrayBuffer buffer) {
        final List<Registration> registrations = persistent.registrations();
        for (int i = 0; i < registrations.size(); i++) {
            buffer.putLong(HEADER + i * 8, registrations.get(i).key(), BIG_ENDIAN);
        }
        return header(persistent, buffer, registrations.size() * 8);
    }

    private static int header(
        final PersistentReservations persistent, final ExpandableArrayBuffer buffer, final int length) {
        buffer.putInt(0, persistent.generation(), BIG_ENDIAN);
        buffer.putInt(4, length, BIG_ENDIAN);
        return HEADER + length;
    }

    private static int reservation(final PersistentReservations persistent, final ExpandableArrayBuffer buffer) {
        if (!persistent.reserved()) {
            return header(persistent, buffer, 0);
        }
        buffer.putLong(8, persistent.key(), BIG_ENDIAN);
        buffer.putLong(16, 0);
        buffer.putByte(21, (byte) persistent.type());
        return header(persistent, buffer, 16);
    }

    private static int capabilities(final Reservations reservations, final ExpandableArrayBuffer buffer) {
        final boolean keeps = reservations.keeps();
        buffer.putShort(0, (short) 8, BIG_ENDIAN);
        buffer.putByte(2, (byte) (SPECIFY_INITIATOR_PORTS | ALL_TARGET_PORTS
            | (keeps ? PERSIST_THROUGH_POWER_LOSS : 0)));
        buffer.putByte(3, (byte) (TYPE_MASK_VALID | ALLOWS_TEST_UNIT_READY
            | (reservations.persistent().throughPowerLoss() ? PERSIST_THROUGH_POWER_LOSS : 0)));
        buffer.putShort(4, (short) ReservationType.MASK, BIG_ENDIAN);
        buffer.putShort(6, (short) 0);
        return 8;
    }

    private static int fullStatus(final PersistentReservations persistent, final ExpandableArrayBuffer buffer) {
        int at = HEADER;
        for (final Registration each : persistent.registrations()) {
            final boolean holder = persistent.isHolder(each);
            buffer.setMemory(at, 24, (byte) 0);
            buffer.putLong(at, each.key(), BIG_ENDIAN);
            buffer.putByte(at + 12,
                (byte) ((each.allTargetPorts() ? FLAG_ALL_TARGET_PORTS : 0) | (holder ? FLAG_HOLDER : 0)));
            buffer.putByte(at + 13, (byte) (holder ? persistent.type() : 0));
            buffer.putShort(at + 18, (short) (each.allTargetPorts() ? 0 : each.targetPort()), BIG_ENDIAN);
            final int length = TransportId.write(buffer, at + 24, each.initiatorPort());
            buffer.putInt(at + 20, length, BIG_ENDIAN);
            at += 24 + length;
        }
        return header(persistent, buffer, at - HEADER);
    }
}
