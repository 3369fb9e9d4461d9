package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.SenseKey;
import org.agrona.DirectBuffer;

/**
 * Reads the segment descriptors of EXTENDED COPY (SPC-4 6.4.6.3, 6.4.6.8):
 *
 * <pre>
 *  02h  type | flags | length (2) | from (2) | to (2) | 0 (2) | blocks (2) | from LBA (8) | to LBA (8)
 *  0Ah  type | flags | length (2) | from (2) | to (2) | bytes (4) | from LBA (8) | to LBA (8)
 *       | from offset (2) | to offset (2)
 * </pre>
 */
final class CopySegment {
    private static final int HEADER = 4;
    private static final int BLOCKS_LENGTH = 28;
    private static final int OFFSETS_LENGTH = 32;

    private CopySegment() {
    }

    /** Length of a descriptor with its header. */
    static int length(final DirectBuffer list, final int at) {
        return HEADER + (list.getShort(at + 2, BIG_ENDIAN) & 0xFFFF);
    }

    private static boolean hasOffsets(final DirectBuffer list, final int at) {
        return list.getByte(at) == CopyLimits.BLOCK_TO_BLOCK_AT_OFFSET;
    }

    /** How many bytes to copy. */
    static long bytes(final TaskState task, final DirectBuffer list, final int at) {
        return hasOffsets(list, at)
            ? list.getInt(at + 8, BIG_ENDIAN) & 0xFFFF_FFFFL
            : (list.getShort(at + 10, BIG_ENDIAN) & 0xFFFFL) << task.unit().blockShift();
    }

    /** First byte on the medium to copy from. */
    static long source(final TaskState task, final DirectBuffer list, final int at) {
        final int offset = hasOffsets(list, at) ? list.getShort(at + 28, BIG_ENDIAN) & 0xFFFF : 0;
        return (list.getLong(at + 12, BIG_ENDIAN) << task.unit().blockShift()) + offset;
    }

    /** First byte on the medium to copy to. */
    static long destination(final TaskState task, final DirectBuffer list, final int at) {
        final int offset = hasOffsets(list, at) ? list.getShort(at + 30, BIG_ENDIAN) & 0xFFFF : 0;
        return (list.getLong(at + 20, BIG_ENDIAN) << task.unit().blockShift()) + offset;
    }

    /** Whether a descriptor is right; fails the task when it is not. */
    static boolean isRight(
        final TaskState task, final DirectBuffer list, final int at, final int end, final int targets) {
        if (end - at < HEADER || length(list, at) > end - at) {
            task.fail(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR, SenseData.NO_SPECIFIC);
            return false;
        }
        final int type = list.getByte(at) & 0xFF;
        final int expected = type == CopyLimits.BLOCK_TO_BLOCK ? BLOCKS_LENGTH : OFFSETS_LENGTH;
        if (type != CopyLimits.BLOCK_TO_BLOCK && type != CopyLimits.BLOCK_TO_BLOCK_AT_OFFSET) {
            task.fail(AdditionalSense.UNSUPPORTED_SEGMENT_DESCRIPTOR_TYPE_CODE, SenseData.inParameters(at));
        } else if (length(list, at) != expected) {
            task.fail(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(at + 2));
        } else if ((list.getShort(at + 4, BIG_ENDIAN) & 0xFFFF) >= targets
            || (list.getShort(at + 6, BIG_ENDIAN) & 0xFFFF) >= targets) {
            task.fail(SenseKey.COPY_ABORTED, AdditionalSense.COPY_TARGET_DEVICE_NOT_REACHABLE,
                SenseData.NO_INFORMATION, SenseData.inParameters(at + 4));
        } else {
            checkRanges(task, list, at);
        }
        return !task.failed();
    }

    private static void checkRanges(final TaskState task, final DirectBuffer list, final int at) {
        final long bytes = bytes(task, list, at);
        final long from = source(task, list, at);
        final long to = destination(task, list, at);
        if (bytes > CopyLimits.MAX_SEGMENT_LENGTH || ((bytes | from | to) & task.unit().blockSize() - 1) != 0) {
            task.fail(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(at + 8));
        } else if (!onDisk(task, list.getLong(at + 12, BIG_ENDIAN), from, bytes)
            || !onDisk(task, list.getLong(at + 20, BIG_ENDIAN), to, bytes)) {
            task.fail(SenseKey.COPY_ABORTED, AdditionalSense.NONE, SenseData.NO_INFORMATION,
                SenseData.inParameters(at + 12));
        }
    }

    private static boolean onDisk(final TaskState task, final long lba, final long position, final long bytes) {
        return lba >= 0 && lba <= task.unit().blocks() && bytes <= task.store().size() - position;
    }
}
