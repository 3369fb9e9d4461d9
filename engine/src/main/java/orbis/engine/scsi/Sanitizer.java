package orbis.engine.scsi;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import orbis.engine.io.BufferPool;
import orbis.engine.io.BufferWaiter;
import orbis.engine.io.IoHandler;
import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Opcode;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.SenseKey;
import org.agrona.UnsafeApi;

/**
 * The work of SANITIZE (SBC-4 4.11), and of FORMAT UNIT, which is much alike. It belongs to the unit, not to the
 * command: no abort, reset or loss of nexus ends it, nor the end of the process, and until it is done the unit is not
 * ready. What is overwritten reaches the medium piece by piece, no faster than the disk's rate allows.
 */
final class Sanitizer implements IoHandler, BufferWaiter {
    private static final int PIECE = TaskState.CHUNK;
    private static final long ERASE_PIECE = 1L << 30;
    // What ends: the keeping of its state before and after the work, a piece of work, the forgetting of a failure.
    private static final int BEGUN = 0;
    private static final int WORK = 1;
    private static final int ENDED = 2;
    private static final int LEFT = 3;
    // Flags of what is kept.
    private static final int UNFINISHED = 1;
    private static final int MAY_LEAVE_FAILURE = 2;
    private static final int FORGETTING = 4;
    private static final int INVERT = 8;
    private static final int FORMATTING = 16;
    private static final double NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LogicalUnit unit;
    private TaskState waiting;
    private boolean running;
    private boolean failed;
    private boolean mayLeaveFailure;
    private boolean forgetting;
    private boolean formatting;
    private byte[] pattern;
    private boolean invert;
    private int pass;
    private int passes;
    private long position;
    private long buffer;
    private long bytesPerSecond;
    private double allowance;
    private long tickNs;
    private boolean paused;

    Sanitizer(final LogicalUnit unit) {
        this.unit = unit;
    }

    /** Whether it is at work. */
    boolean running() {
        return running;
    }

    /** How far it is, of 65536. */
    int progress() {
        final double done = (pass + (double) position / unit.store().size()) / passes;
        return (int) Math.min(0xFFFF, done * 0x10000);
    }

    /** Additional sense while it is at work. */
    int inProgress() {
        return formatting ? AdditionalSense.LOGICAL_UNIT_NOT_READY_FORMAT_IN_PROGRESS
            : AdditionalSense.LOGICAL_UNIT_NOT_READY_SANITIZE_IN_PROGRESS;
    }

    private int failure() {
        return formatting ? AdditionalSense.FORMAT_COMMAND_FAILED : AdditionalSense.SANITIZE_COMMAND_FAILED;
    }

    /** Refuses a task that must wait for it, or cannot be done since it failed. */
    void refuse(final TaskState task) {
        if (running) {
            task.refuse(SenseKey.NOT_READY, inProgress(), SenseData.NO_INFORMATION, SenseData.progress(progress()));
        } else {
            task.refuse(SenseKey.MEDIUM_ERROR, failure(), SenseData.NO_INFORMATION, SenseData.NO_SPECIFIC);
        }
    }

    /**
     * Whether the last one failed, nobody has done anything about it yet, and a command does nothing about it: SANITIZE
     * does, and when it was FORMAT UNIT that failed, another one.
     */
    boolean stopsAfterFailure(final int opcode) {
        return failed && opcode != Opcode.SANITIZE && !(formatting && opcode == Opcode.FORMAT_UNIT);
    }

    /** EXIT FAILURE MODE; tells whether it is allowed. */
    boolean leaveFailure() {
        if (failed && !mayLeaveFailure) {
            return false;
        }
        if (failed) {
            failed = false;
            keep(LEFT);
        }
        return true;
    }

    /** Begins to make all data unreadable by having the store forget its key. */
    void forgetKey(final boolean unrestrictedExit) {
        forgetting = true;
        formatting = false;
        pattern = null;
        begin(1, unrestrictedExit);
    }

    /** Begins to erase all blocks. */
    void erase(final boolean unrestrictedExit) {
        forgetting = false;
        formatting = false;
        pattern = null;
        begin(1, unrestrictedExit);
    }

    /** Begins to make zeroes of all blocks, for FORMAT UNIT. */
    void format() {
        forgetting = false;
        pattern = null;
        formatting = true;
        begin(1, false);
    }

    /** Begins to overwrite all blocks with a block, some times. */
    void overwrite(final byte[] block, final boolean invertEachPass, final int count, final boolean unrestrictedExit) {
        forgetting = false;
        formatting = false;
        pattern = block;
        invert = invertEachPass;
        begin(count, unrestrictedExit);
    }

    private void begin(final int count, final boolean unrestrictedExit) {
        passes = count;
        pass = 0;
        position = 0;
        running = true;
        failed = false;
        mayLeaveFailure = unrestrictedExit;
        keep(BEGUN);
    }

    /** Has kept what a restart must know: then the work begins, or its end is told. */
    private void keep(final int token) {
        if (unit.kept().keeps()) {
            unit.kept().keep(KeptState.Kind.SANITIZE, toBytes(token == BEGUN), this, token);
        } else {
            onComplete(token, 0);
        }
    }

    /**
     * What is kept: nothing when all is well, else
     *
     * <pre>
     *  0 flags | 1 count | 2 pattern, a block for OVERWRITE
     * </pre>
     */
    private byte[] toBytes(final boolean unfinished) {
        if (!unfinished && !failed) {
            return new byte[0];
        }
        final byte[] block = pattern == null ? new byte[0] : pattern;
        final int flags = (unfinished ? UNFINISHED : 0) | (mayLeaveFailure ? MAY_LEAVE_FAILURE : 0)
            | (forgetting ? FORGETTING : 0) | (invert ? INVERT : 0) | (formatting ? FORMATTING : 0);
        return ByteBuffer.allocate(2 + block.length).put((byte) flags).put((byte) passes).put(block).array();
    }

    /** Goes on with what the end of the process cut short, from its beginning. */
    void resume(final byte[] kept) {
        if (kept.length == 0) {
            return;
        }
        final int flags = kept[0];
        pattern = kept.length > 2 ? Arrays.copyOfRange(kept, 2, kept.length) : null;
        forgetting = (flags & FORGETTING) != 0;
        invert = (flags & INVERT) != 0;
        formatting = (flags & FORMATTING) != 0;
        mayLeaveFailure = (flags & MAY_LEAVE_FAILURE) != 0;
        passes = kept[1];
        running = (flags & UNFINISHED) != 0;
        failed = !running;
        if (running) {
            next();
        }
    }

    /** A task that ends when it is done. */
    void await(final TaskState task) {
        waiting = task;
    }

    /** The task that waits was aborted. */
    void forget(final TaskState task) {
        if (waiting == task) {
            waiting = null;
        }
    }

    /** Sets how many bytes a second may be overwritten; 0: as many as can be. */
    void bytesPerSecond(final long limit) {
        bytesPerSecond = limit;
    }

    /** Lets time pass: what was not used of an allowance is lost. */
    void onTick(final long nowNs) {
        allowance = Math.min(1, (nowNs - tickNs) / NS_PER_SECOND) * bytesPerSecond;
        tickNs = nowNs;
        if (paused) {
            paused = false;
            next();
        }
    }

    private void next() {
        final long left = unit.store().size() - position;
        if (left <= 0) {
            // The disk was made smaller while this waited.
            endPass(0);
            return;
        }
        paused = pattern != null && bytesPerSecond > 0 && allowance <= 0;
        if (paused) {
            return;
        }
        if (forgetting) {
            unit.store().forgetKey(this, WORK);
        } else if (pattern == null) {
            unit.store().zero(position, Math.min(left, ERASE_PIECE), true, this, WORK);
        } else if (buffer != BufferPool.NONE || fill()) {
            allowance -= PIECE;
            unit.store().write(
                position, buffer, (int) Math.min(left, PIECE), unit.store().hasVolatileCache(), this, WORK);
        }
    }

    /** Gets a buffer and fills it with the pattern of this pass. */
    private boolean fill() {
        buffer = unit.buffers().acquire(PIECE);
        if (buffer == BufferPool.NONE) {
            unit.buffers().await(this);
            return false;
        }
        final int mask = invert && (pass & 1) != 0 ? 0xFF : 0;
        for (int i = 0; i < PIECE; i++) {
            UnsafeApi.putByte(buffer + i, (byte) (pattern[i & pattern.length - 1] ^ mask));
        }
        return true;
    }

    @Override
    public void onBufferFree() {
        next();
    }

    @Override
    public void onComplete(final int token, final long result) {
        switch (token) {
            case BEGUN -> {
                if (result < 0) {
                    end(result);
                } else {
                    next();
                }
            }
            case WORK -> onPiece(result);
            case ENDED -> tellEnd();
            default -> { }
        }
    }

    private void onPiece(final long result) {
        position += Math.min(unit.store().size() - position, pattern == null ? ERASE_PIECE : PIECE);
        if (result < 0 || forgetting) {
            end(result);
        } else if (position < unit.store().size()) {
            next();
        } else {
            endPass(result);
        }
    }

    private void endPass(final long result) {
        if (++pass < passes) {
            position = 0;
            releaseBuffer();
            next();
        } else {
            end(result);
        }
    }

    private void releaseBuffer() {
        if (buffer != BufferPool.NONE) {
            unit.buffers().release(buffer, PIECE);
            buffer = BufferPool.NONE;
        }
    }

    private void end(final long result) {
        releaseBuffer();
        failed = result < 0;
        keep(ENDED);
    }

    private void tellEnd() {
        running = false;
        if (waiting != null) {
            final TaskState task = waiting;
            waiting = null;
            if (failed) {
                task.fail(SenseKey.MEDIUM_ERROR, failure(), SenseData.NO_INFORMATION, SenseData.NO_SPECIFIC);
            }
            Sanitize.done(task);
        }
    }
}
