package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.SenseData;
import org.agrona.concurrent.UnsafeBuffer;

/** SET TARGET PORT GROUPS: four bytes of header, then state and group of each, in four bytes (SPC-4 6.45). */
final class SetTargetPortGroups extends ParameterList {
    @Override
    boolean parameters(final TaskState task, final UnsafeBuffer list, final int length) {
        int state = -1;
        for (int at = 4; at < length; at += 4) {
            if (length - at < 4) {
                task.fail(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR, SenseData.NO_SPECIFIC);
                return true;
            }
            state = list.getByte(at) & 0x0F;
            if (state > TargetPortGroups.ACTIVE_NON_OPTIMIZED
                || list.getShort(at + 2, BIG_ENDIAN) != TargetPortGroups.GROUP) {
                task.fail(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(at));
                return true;
            }
        }
        if (state >= 0 && task.unit().portGroups().state(state)) {
            task.unit().attentionToOthers(task.nexus(), AdditionalSense.ASYMMETRIC_ACCESS_STATE_CHANGED);
        }
        return true;
    }
}
