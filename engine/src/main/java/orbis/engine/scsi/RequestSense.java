package orbis.engine.scsi;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.SenseKey;
import org.agrona.ExpandableArrayBuffer;

/** REQUEST SENSE: a unit attention that is due, told as parameter data; else what the unit is about. */
final class RequestSense extends Reply {
    private static final int DESC = 0x01;

    @Override
    int build(final TaskState task, final ExpandableArrayBuffer buffer) {
        final boolean descriptor = (Cdb.byteAt(task.cdb(), 1) & DESC) != 0;
        final UnitAttentions attentions = task.nexus().attentions();
        if (!Lun.isZero(task.task().lun())) {
            return SenseData.write(buffer, descriptor, SenseKey.ILLEGAL_REQUEST,
                AdditionalSense.LOGICAL_UNIT_NOT_SUPPORTED, SenseData.NO_INFORMATION, SenseData.NO_SPECIFIC);
        }
        if (attentions.pending()) {
            return SenseData.write(buffer, descriptor, SenseKey.UNIT_ATTENTION, attentions.poll(),
                SenseData.NO_INFORMATION, SenseData.NO_SPECIFIC);
        }
        return task.unit().pollSense(buffer, descriptor);
    }
}
