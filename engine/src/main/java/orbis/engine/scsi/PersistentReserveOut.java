package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.ScsiStatus;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.ServiceAction;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * PERSISTENT RESERVE OUT (SPC-4 6.16): looks at the parameter list, leaves the change to
 * {@link ReservationChange}, and ends once the change is kept where it has to be.
 *
 * <pre>
 *  reservation key (8) | service action reservation key (8) | obsolete (4) | SPEC_I_PT ALL_TG_PT APTPL | 0 (3)
 *  | with SPEC_I_PT: length of the TransportIDs (4) | TransportIDs
 * </pre>
 */
final class PersistentReserveOut extends ParameterList {
    private static final int LIST_LENGTH = 24;
    private static final int SPEC_I_PT = 0x08;
    private static final int APTPL = 0x01;

    @Override
    long listLength(final TaskState task) {
        return Cdb.intAt(task.cdb(), 5);
    }

    @Override
    void begin(final TaskState task) {
        final int action = Cdb.serviceAction(task.cdb());
        final int scopeAndType = Cdb.byteAt(task.cdb(), 2);
        final boolean typed = action == ServiceAction.PR_RESERVE || action == ServiceAction.PR_RELEASE
            || action == ServiceAction.PR_PREEMPT || action == ServiceAction.PR_PREEMPT_AND_ABORT;
        if (typed && (scopeAndType >>> 4 != 0 || !ReservationType.isValid(scopeAndType & 0xF))) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(2));
        } else if (listLength(task) < LIST_LENGTH) {
            task.refuse(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR, SenseData.inCdb(5));
        } else {
            super.begin(task);
        }
    }

    @Override
    boolean parameters(final TaskState task, final UnsafeBuffer list, final int length) {
        final Reservations reservations = task.unit().reservations();
        final PersistentReservations persistent = reservations.persistent();
        final ReservationChange change = new ReservationChange(task.unit(), task.nexus(),
            list.getLong(0, BIG_ENDIAN), list.getLong(8, BIG_ENDIAN), Cdb.byteAt(task.cdb(), 2) & 0xF);
        final boolean kept = persistent.throughPowerLoss();
        apply(task, change, list, length);
        if (change.conflict()) {
            task.endWith(ScsiStatus.RESERVATION_CONFLICT);
            return true;
        }
        if (change.wrong() != 0) {
            task.fail(change.wrong(), change.wrongAt());
            return true;
        }
        reservations.changed(task.unit().nexuses());
        change.abortPreempted(task);
        if (kept || persistent.throughPowerLoss()) {
            task.keep(KeptState.Kind.RESERVATIONS, persistent.toBytes());
            return false;
        }
        return true;
    }

    private static void apply(
        final TaskState task, final ReservationChange change, final UnsafeBuffer list, final int length) {
        final int action = Cdb.serviceAction(task.cdb());
        final int flags = list.getByte(20);
        switch (action) {
            case ServiceAction.PR_REGISTER:
            case ServiceAction.PR_REGISTER_AND_IGNORE_EXISTING_KEY:
                register(task, change, list, length);
                break;
            case ServiceAction.PR_REGISTER_AND_MOVE:
                new RegistrationMove(task.unit(), change).apply(list, length);
                break;
            default:
                if ((flags & SPEC_I_PT) != 0) {
                    change.refuse(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(20));
                } else if (length != LIST_LENGTH) {
                    change.refuse(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR, SenseData.inCdb(5));
                } else {
                    change.apply(action);
                }
                break;
        }
    }

    private static void register(
        final TaskState task, final ReservationChange change, final UnsafeBuffer list, final int length) {
        final int flags = list.getByte(20);
        final boolean ignoreKey =
            Cdb.serviceAction(task.cdb()) == ServiceAction.PR_REGISTER_AND_IGNORE_EXISTING_KEY;
        final boolean others = (flags & SPEC_I_PT) != 0;
        final boolean keep = (flags & APTPL) != 0;
        if (others && ignoreKey || keep && !task.unit().reservations().keeps()) {
            change.refuse(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(20));
        } else if (!others && length != LIST_LENGTH) {
            change.refuse(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR, SenseData.inCdb(5));
        } else {
            new RegistrationOfPorts(task.unit(), change).apply(list, length, ignoreKey);
            if (change.done()) {
                task.unit().reservations().persistent().throughPowerLoss(keep);
            }
        }
    }

    @Override
    void stored(final TaskState task, final int token, final long result) {
        if (result < 0) {
            task.fail(result, true, 0);
        }
        task.giveBack(0);
    }
}
