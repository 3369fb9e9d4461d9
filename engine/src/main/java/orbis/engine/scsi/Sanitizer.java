package orbis.engine.scsi;

import java.util.concurrent.TimeUnit;
import orbis.engine.io.BufferPool;
import orbis.engine.io.BufferWaiter;
import orbis.engine.io.IoHandler;
import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.SenseKey;
import org.agrona.UnsafeApi;

/**
 * The work of SANITIZE (SBC-4 4.11). It belongs to the unit, not to the command: no abort, reset or loss of nexus
 * ends it, and until it is done the unit is not ready. What is overwritten reaches the medium piece by piece, no faster
 * than the disk's rate allows.
 */
final class Sanitizer implements IoHandler, BufferWaiter {
    private static final int PIECE = TaskState.CHUNK;
    private static final long ERASE_PIECE = 1L << 30;
    private static final double NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LogicalUnit unit;
    private TaskState waiting;
    private boolean running;
    private boolean failed;
    private boolean mayLeaveFailure;
    private boolean forgetting;
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

    /** Refuses a task that must wait for it, or cannot be done since it failed. */
    void refuse(final TaskState task) {
        if (running) {
            task.refuse(SenseKey.NOT_READY, AdditionalSense.LOGICAL_UNIT_NOT_READY_SANITIZE_IN_PROGRESS,
                SenseData.NO_INFORMATION, SenseData.progress(progress()));
        } else {
            task.refuse(SenseKey.MEDIUM_ERROR, AdditionalSense.SANITIZE_COMMAND_FAILED,
                SenseData.NO_INFORMATION, SenseData.NO_SPECIFIC);
        }
    }

    /** Whether the last one failed, and nobody has done anything about it yet. */
    boolean failed() {
        return failed;
    }

    /** EXIT FAILURE MODE; tells whether it is allowed. */
    boolean leaveFailure() {
        if (failed && !mayLeaveFailure) {
            return false;
        }
        failed = false;
        return true;
    }

    /** Begins to make all data unreadable by having the store forget its key. */
    void forgetKey(final boolean unrestrictedExit) {
        forgetting = true;
        pattern = null;
        begin(1, unrestrictedExit);
    }

    /** Begins to erase all blocks. */
    void erase(final boolean unrestrictedExit) {
        forgetting = false;
        pattern = null;
        begin(1, unrestrictedExit);
    }

    /** Begins to overwrite all blocks with a block, some times. */
    void overwrite(final byte[] block, final boolean invertEachPass, final int count, final boolean unrestrictedExit) {
        forgetting = false;
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
        next();
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
        paused = pattern != null && bytesPerSecond > 0 && allowance <= 0;
        if (paused) {
            return;
        }
        if (forgetting) {
            unit.store().forgetKey(this, 0);
        } else if (pattern == null) {
            unit.store().zero(position, Math.min(left, ERASE_PIECE), true, this, 0);
        } else if (buffer != BufferPool.NONE || fill()) {
            allowance -= PIECE;
            unit.store().write(position, buffer, (int) Math.min(left, PIECE), unit.store().hasVolatileCache(), this, 0);
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
        position += Math.min(unit.store().size() - position, pattern == null ? ERASE_PIECE : PIECE);
        if (result < 0 || forgetting) {
            end(result);
        } else if (position < unit.store().size()) {
            next();
        } else if (++pass < passes) {
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
        running = false;
        failed = result < 0;
        if (waiting != null) {
            final TaskState task = waiting;
            waiting = null;
            if (failed) {
                task.fail(SenseKey.MEDIUM_ERROR, AdditionalSense.SANITIZE_COMMAND_FAILED,
                    SenseData.NO_INFORMATION, SenseData.NO_SPECIFIC);
            }
            Sanitize.done(task);
        }
    }
}
