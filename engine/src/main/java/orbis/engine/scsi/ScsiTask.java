package orbis.engine.scsi;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * One SCSI command on its way: made once, used again. It belongs to one agent and is known by its slot.
 */
public final class ScsiTask {
    /** Longest command descriptor block: 16 bytes in the header and an extended one in an AHS. */
    public static final int MAX_CDB_LENGTH = 260;
    /** Longest sense data, in bytes (SPC-4 4.5.1). */
    public static final int MAX_SENSE_LENGTH = 252;

    private final int slot;
    private final UnsafeBuffer cdb = new UnsafeBuffer(new byte[MAX_CDB_LENGTH]);
    private final UnsafeBuffer sense = new UnsafeBuffer(new byte[MAX_SENSE_LENGTH]);

    /** Makes a task. */
    public ScsiTask(final int slot) {
        this.slot = slot;
    }

    /** Number of this task within its agent. */
    public int slot() {
        return slot;
    }

    /** Command descriptor block; bytes past its length are 0. */
    public UnsafeBuffer cdb() {
        return cdb;
    }

    /** Sense data, valid for {@link #senseLength()} bytes. */
    public UnsafeBuffer sense() {
        return sense;
    }

    /** Length of the sense data, 0 when there is none. */
    public int senseLength() {
        return 0;
    }
}
