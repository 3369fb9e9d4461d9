package orbis.engine.scsi;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.ModePage;
import orbis.protocol.scsi.Opcode;
import orbis.protocol.scsi.SenseData;
import org.agrona.ExpandableArrayBuffer;

/** MODE SENSE (6) and (10). */
final class ModeSense extends Reply {
    private static final int DBD = 0x08;
    private static final int LLBAA = 0x10;
    private static final int WRITE_PROTECTED = 0x80;
    private static final int DPOFUA = 0x10;

    @Override
    void begin(final TaskState task) {
        final int page = Cdb.byteAt(task.cdb(), 2);
        if (page >>> 6 == ModePages.SAVED) {
            task.refuse(AdditionalSense.SAVING_PARAMETERS_NOT_SUPPORTED, SenseData.inCdb(2, 7));
        } else if (write(task, task.unit().scratch(), 0) == 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(2, 5));
        } else {
            super.begin(task);
        }
    }

    private static int write(final TaskState task, final ExpandableArrayBuffer buffer, final int index) {
        final int page = Cdb.byteAt(task.cdb(), 2);
        return ModePages.write(
            buffer, index, task.unit(), page & 0x3F, Cdb.byteAt(task.cdb(), 3), page >>> 6);
    }

    @Override
    int build(final TaskState task, final ExpandableArrayBuffer buffer) {
        final LogicalUnit unit = task.unit();
        final int flags = Cdb.byteAt(task.cdb(), 1);
        final boolean six = Cdb.opcode(task.cdb()) == Opcode.MODE_SENSE_6;
        final boolean longLba = !six && (flags & LLBAA) != 0;
        final int header = six ? 4 : 8;
        int descriptor = 0;
        if ((flags & DBD) == 0) {
            descriptor = longLba
                ? ModePage.longDescriptor(buffer, header, unit.blocks(), unit.blockSize())
                : ModePage.shortDescriptor(buffer, header, unit.blocks(), unit.blockSize());
        }
        final int length = write(task, buffer, header + descriptor);
        final int parameter = DPOFUA | (unit.writeProtected() ? WRITE_PROTECTED : 0);
        if (six) {
            ModePage.header6(buffer, length, parameter, descriptor);
        } else {
            ModePage.header10(buffer, length, parameter, descriptor, longLba);
        }
        return length;
    }
}
