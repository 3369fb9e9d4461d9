package orbis.engine.scsi;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import org.agrona.concurrent.UnsafeBuffer;

/** WRITE BUFFER to the echo buffer of the nexus (SPC-4 6.49). There is no firmware to be loaded. */
final class WriteBuffer extends ParameterList {
    @Override
    long listLength(final TaskState task) {
        return Cdb.intAt(task.cdb(), 5) & 0xFF_FFFF;
    }

    @Override
    void begin(final TaskState task) {
        if (Cdb.serviceAction(task.cdb()) != ReadBuffer.ECHO) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(1, 4));
        } else if (listLength(task) > ReadBuffer.CAPACITY) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(6));
        } else {
            super.begin(task);
        }
    }

    @Override
    boolean parameters(final TaskState task, final UnsafeBuffer list, final int length) {
        final byte[] bytes = new byte[length];
        list.getBytes(0, bytes);
        task.nexus().echo(bytes);
        return true;
    }
}
