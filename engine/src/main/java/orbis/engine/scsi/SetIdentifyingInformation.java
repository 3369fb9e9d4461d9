package orbis.engine.scsi;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import org.agrona.concurrent.UnsafeBuffer;

/** SET IDENTIFYING INFORMATION; an empty list removes what there is (SPC-4 6.43). */
final class SetIdentifyingInformation extends ParameterList {
    @Override
    void begin(final TaskState task) {
        final int most = IdentifyingInformation.mostBytes(type(task));
        if (most == 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(10, 7));
        } else if (listLength(task) > most) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(6));
        } else {
            super.begin(task);
        }
    }

    private static int type(final TaskState task) {
        return Cdb.byteAt(task.cdb(), 10) >>> 1;
    }

    @Override
    void noParameters(final TaskState task) {
        if (set(task, new byte[0])) {
            super.noParameters(task);
        }
    }

    /** Takes information over; tells whether nothing need be waited for. */
    private static boolean set(final TaskState task, final byte[] bytes) {
        final IdentifyingInformation information = task.unit().identifyingInformation();
        information.set(type(task), bytes);
        if (task.unit().kept().keeps()) {
            task.keep(KeptState.Kind.IDENTIFYING_INFORMATION, information.toBytes());
            return false;
        }
        return true;
    }

    @Override
    boolean parameters(final TaskState task, final UnsafeBuffer list, final int length) {
        final byte[] bytes = new byte[length];
        list.getBytes(0, bytes);
        if (type(task) == IdentifyingInformation.TEXT && bytes[length - 1] != 0) {
            task.fail(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(length - 1));
            return true;
        }
        return set(task, bytes);
    }

    @Override
    void stored(final TaskState task, final int token, final long result) {
        if (result < 0) {
            task.fail(result, true, 0);
        }
        if (task.task().dataOutTotal() > 0) {
            task.giveBack(0);
        } else if (!task.stopped()) {
            task.unit().finish(task);
        }
    }
}
