package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.SenseKey;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * EXTENDED COPY (LID1), within one disk (SPC-4 6.4): the whole parameter list is checked first, then the segments
 * are copied one after the other, through a buffer.
 */
final class ExtendedCopy extends ParameterList {
    private static final int HEADER = 16;
    private static final int TARGET = 32;
    private static final int DISCARD_RESULTS = 2;
    private static final int READ = 0;
    private static final int WRITE = 1;

    @Override
    long listLength(final TaskState task) {
        return Cdb.intAt(task.cdb(), 10);
    }

    @Override
    void begin(final TaskState task) {
        if (Medium.writable(task)) {
            super.begin(task);
            task.extent = task.store().size();
        }
    }

    @Override
    boolean parameters(final TaskState task, final UnsafeBuffer list, final int length) {
        if (!framed(task, list, length) || !targets(task, list) || !segments(task, list)) {
            return true;
        }
        task.phase = 0;
        task.progress = 0;
        return !copyNext(task);
    }

    private static int targetsLength(final UnsafeBuffer list) {
        return list.getShort(2, BIG_ENDIAN) & 0xFFFF;
    }

    private static boolean framed(final TaskState task, final UnsafeBuffer list, final int length) {
        final long targets = length < HEADER ? 0 : targetsLength(list);
        final long segments = length < HEADER ? 0 : list.getInt(8, BIG_ENDIAN) & 0xFFFF_FFFFL;
        final long inline = length < HEADER ? 0 : list.getInt(12, BIG_ENDIAN) & 0xFFFF_FFFFL;
        if (length < HEADER || HEADER + targets + segments + inline > length || targets % TARGET != 0
            || targets + segments > CopyLimits.MAX_LIST_LENGTH) {
            task.fail(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR, SenseData.NO_SPECIFIC);
        } else if (inline > 0) {
            task.fail(AdditionalSense.INLINE_DATA_LENGTH_EXCEEDED, SenseData.inParameters(12));
        } else if (targets / TARGET > CopyLimits.MAX_TARGETS) {
            task.fail(AdditionalSense.TOO_MANY_TARGET_DESCRIPTORS, SenseData.inParameters(2));
        }
        return !task.failed();
    }

    private static boolean targets(final TaskState task, final UnsafeBuffer list) {
        final int end = HEADER + targetsLength(list);
        for (int at = HEADER; at < end; at += TARGET) {
            if ((list.getByte(at) & 0xFF) != CopyLimits.IDENTIFICATION) {
                task.fail(AdditionalSense.UNSUPPORTED_TARGET_DESCRIPTOR_TYPE_CODE, SenseData.inParameters(at));
            } else if (!task.unit().names().isDesignated(list, at + 4)) {
                task.fail(SenseKey.COPY_ABORTED, AdditionalSense.COPY_TARGET_DEVICE_NOT_REACHABLE,
                    SenseData.NO_INFORMATION, SenseData.inParameters(at));
            } else if ((list.getInt(at + 28, BIG_ENDIAN) & 0xFF_FFFF) != task.unit().blockSize()) {
                task.fail(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(at + 29));
            }
        }
        return !task.failed();
    }

    private static boolean segments(final TaskState task, final UnsafeBuffer list) {
        final int targets = targetsLength(list) / TARGET;
        final int first = HEADER + targetsLength(list);
        final int end = first + list.getInt(8, BIG_ENDIAN);
        int count = 0;
        int at = first;
        while (at < end && !task.failed()) {
            if (++count > CopyLimits.MAX_SEGMENTS) {
                task.fail(AdditionalSense.TOO_MANY_SEGMENT_DESCRIPTORS, SenseData.inParameters(8));
            } else if (CopySegment.isRight(task, list, at, end, targets)) {
                at += CopySegment.length(list, at);
            }
        }
        return !task.failed();
    }

    private static UnsafeBuffer list(final TaskState task) {
        return task.unit().view(task.chunks[0], task.task().dataOutLength());
    }

    /** Where the segment at hand stands in the list. */
    private static int segment(final TaskState task, final UnsafeBuffer list) {
        int at = HEADER + targetsLength(list);
        for (int i = 0; i < task.phase; i++) {
            at += CopySegment.length(list, at);
        }
        return at;
    }

    /** Begins to copy the next piece; tells whether there is one. */
    private static boolean copyNext(final TaskState task) {
        final UnsafeBuffer list = list(task);
        final int end = HEADER + targetsLength(list) + list.getInt(8, BIG_ENDIAN);
        int at = segment(task, list);
        while (at < end && task.progress == CopySegment.bytes(task, list, at)) {
            task.phase++;
            task.progress = 0;
            at = segment(task, list);
        }
        if (at == end) {
            return false;
        }
        if (task.ownBuffer(TaskState.CHUNK)) {
            task.read(CopySegment.source(task, list, at) + task.progress, task.buffer, piece(task, list, at), READ);
        }
        return true;
    }

    private static int piece(final TaskState task, final UnsafeBuffer list, final int at) {
        return (int) Math.min(TaskState.CHUNK, CopySegment.bytes(task, list, at) - task.progress);
    }

    @Override
    void bufferFree(final TaskState task) {
        copyNext(task);
    }

    @Override
    void stored(final TaskState task, final int step, final long result) {
        final UnsafeBuffer list = list(task);
        final int at = segment(task, list);
        if (result < 0) {
            task.fail(result, step == WRITE, CopySegment.destination(task, list, at) + task.progress);
        }
        if (task.stopped()) {
            end(task, list);
        } else if (step == READ) {
            task.write(CopySegment.destination(task, list, at) + task.progress, task.buffer, piece(task, list, at),
                task.unit().durable(false), WRITE);
        } else {
            task.progress += piece(task, list, at);
            if (!copyNext(task)) {
                end(task, list(task));
            }
        }
    }

    private static void end(final TaskState task, final UnsafeBuffer list) {
        task.releaseBuffer();
        if ((list.getByte(1) >>> 3 & 3) < DISCARD_RESULTS) {
            task.nexus().copyResults().hold(new CopyResults.Result(
                list.getByte(0) & 0xFF, !task.stopped(), task.phase, copied(task, list)));
        }
        task.giveBack(0);
    }

    private static long copied(final TaskState task, final UnsafeBuffer list) {
        long bytes = task.progress;
        int at = HEADER + targetsLength(list);
        for (int i = 0; i < task.phase; i++) {
            bytes += CopySegment.bytes(task, list, at);
            at += CopySegment.length(list, at);
        }
        return bytes;
    }

    @Override
    void abort(final TaskState task) {
        if (task.underWay() == 0 && task.taken > 0 && task.given == 0) {
            end(task, list(task));
        }
    }
}
