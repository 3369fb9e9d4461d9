package orbis.engine.scsi;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.SenseKey;

/** What commands on blocks check at their beginning. */
final class Medium {
    private Medium() {
    }

    /**
     * Checks a range, and makes it the task's.
     *
     * @param task   refused when the range is not on the disk.
     * @param lba    first block, unsigned.
     * @param blocks how many.
     * @return whether it is on the disk.
     */
    static boolean range(final TaskState task, final long lba, final long blocks) {
        final LogicalUnit unit = task.unit();
        if (lba < 0 || lba > unit.blocks() || blocks > unit.blocks() - lba) {
            final long first = lba < 0 || lba > unit.blocks() ? lba : unit.blocks();
            task.refuse(SenseKey.ILLEGAL_REQUEST, AdditionalSense.LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE,
                Math.max(first, 0), SenseData.NO_SPECIFIC);
            return false;
        }
        task.position = lba << unit.blockShift();
        task.extent = blocks << unit.blockShift();
        return true;
    }

    /** Checks that no protection information is asked for, as the disk is not formatted with it. */
    static boolean unprotected(final TaskState task) {
        if (Cdb.length(Cdb.opcode(task.cdb())) != 6 && Cdb.protect(task.cdb()) != 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(1, 7));
            return false;
        }
        return true;
    }

    /** Checks that the disk may be written. */
    static boolean writable(final TaskState task) {
        if (task.unit().writeProtected()) {
            task.refuse(SenseKey.DATA_PROTECT, AdditionalSense.WRITE_PROTECTED, SenseData.NO_INFORMATION,
                SenseData.NO_SPECIFIC);
            return false;
        }
        return true;
    }

    /** Checks that no more blocks are asked for than the block limits page allows. */
    static boolean within(final TaskState task, final long blocks, final long limit) {
        if (blocks > limit) {
            final int length = Cdb.length(Cdb.opcode(task.cdb()));
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(length == 10 ? 7 : length - 6));
            return false;
        }
        return true;
    }

    /** Blocks of a READ or WRITE of any length. */
    static long blocks(final TaskState task) {
        return Cdb.length(Cdb.opcode(task.cdb())) == 6 ? Cdb.blocks6(task.cdb()) : Cdb.transferLength(task.cdb());
    }

    /** Whether FUA is set in a CDB that has it in byte 1. */
    static boolean forced(final TaskState task) {
        return Cdb.length(Cdb.opcode(task.cdb())) != 6 && (Cdb.byteAt(task.cdb(), 1) & Cdb.FUA) != 0;
    }

    /** Checks that the initiator sends whole blocks, or nothing at all. */
    static boolean wholeBlocks(final TaskState task) {
        if ((task.task().dataOutTotal() & task.unit().blockSize() - 1) != 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT, SenseData.NO_SPECIFIC);
            return false;
        }
        return true;
    }

    /** Checks that the initiator sends exactly what the command asks for: less or more would change its meaning. */
    static boolean exactly(final TaskState task) {
        if (task.task().expectedDataOut() != task.task().dataOutLength()) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT, SenseData.NO_SPECIFIC);
            return false;
        }
        return true;
    }
}
