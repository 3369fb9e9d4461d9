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
        task.unit().identifyingInformation().set(type(task), new byte[0]);
        super.noParameters(task);
    }

    @Override
    boolean parameters(final TaskState task, final UnsafeBuffer list, final int length) {
        final byte[] bytes = new byte[length];
        list.getBytes(0, bytes);
        if (type(task) == IdentifyingInformation.TEXT && bytes[length - 1] != 0) {
            task.fail(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(length - 1));
        } else {
            task.unit().identifyingInformation().set(type(task), bytes);
        }
        return true;
    }
}
