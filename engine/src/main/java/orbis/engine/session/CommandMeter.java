package orbis.engine.session;

import orbis.engine.scsi.ScsiTask;
import orbis.engine.status.DiskCounters;
import orbis.engine.status.SessionCounters;

/** Counts what a session's commands move, and how long they take from their PDU to their answer. */
public final class CommandMeter {
    /** READ (6), (10), (12) and (16) end in the same bits, and so do the WRITEs (SBC-4 table 33). */
    private static final int OPERATION_MASK = 0x1f;
    private static final int READ = 0x08;
    private static final int WRITE = 0x0a;
    private static final int GROUP_MASK = 0xe0;
    /** Opcode groups of 6-byte, 10-byte, 16-byte and 12-byte commands that READ and WRITE exist in. */
    private static final int GROUPS = 1 | 1 << 1 | 1 << 4 | 1 << 5;

    private final DiskCounters disk;
    private final SessionCounters session;

    /**
     * Makes a meter.
     *
     * @param disk    counters of the disk.
     * @param session counters of the session.
     */
    public CommandMeter(final DiskCounters disk, final SessionCounters session) {
        this.disk = disk;
        this.session = session;
    }

    void onEnd(final IscsiTask task, final long nowNs) {
        if (task.aborting()) {
            disk.onAbort();
        } else if (task.status() != 0) {
            disk.onError();
            session.onError();
        } else {
            onGood(task, nowNs - task.startNs());
        }
    }

    private void onGood(final ScsiTask task, final long latencyNs) {
        final int opcode = task.cdb().getByte(0);
        final boolean grouped = (GROUPS >> ((opcode & GROUP_MASK) >> 5) & 1) != 0;
        if (grouped && (opcode & OPERATION_MASK) == READ) {
            disk.onRead(task.dataInTotal(), latencyNs);
            session.onRead(task.dataInTotal());
        } else if (grouped && (opcode & OPERATION_MASK) == WRITE) {
            disk.onWrite(task.dataOutTotal(), latencyNs);
            session.onWrite(task.dataOutTotal());
        } else {
            disk.onOther();
            session.onOther();
        }
    }
}
