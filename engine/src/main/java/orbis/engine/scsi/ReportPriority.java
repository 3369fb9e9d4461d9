package orbis.engine.scsi;

import org.agrona.ExpandableArrayBuffer;

/** REPORT PRIORITY: no nexus has one, for there is no SET PRIORITY (SPC-4 6.33). */
final class ReportPriority extends Reply {
    @Override
    int build(final TaskState task, final ExpandableArrayBuffer buffer) {
        buffer.putInt(0, 0);
        return 4;
    }
}
