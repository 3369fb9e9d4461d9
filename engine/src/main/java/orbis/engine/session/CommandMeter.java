package orbis.engine.session;

import orbis.engine.scsi.ScsiTask;
import orbis.engine.status.DiskCounters;
import orbis.engine.status.SessionCounters;
import orbis.protocol.scsi.Opcode;
import orbis.protocol.scsi.ScsiStatus;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.SenseKey;

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
    private Runnable onFirstRead;

    /**
     * Makes a meter.
     *
     * @param disk        counters of the disk.
     * @param session     counters of the session.
     * @param onFirstRead run when the first READ is answered: whoever logged in uses the disk.
     */
    public CommandMeter(final DiskCounters disk, final SessionCounters session, final Runnable onFirstRead) {
        this.disk = disk;
        this.session = session;
        this.onFirstRead = onFirstRead;
    }

    void onEnd(final IscsiTask task, final long nowNs) {
        if (task.aborting()) {
            disk.onAbort();
        } else if (task.status() != ScsiStatus.GOOD) {
            if (isFault(task)) {
                disk.onError();
            } else {
                disk.onOther();
            }
            session.onError();
        } else {
            onGood(task, nowNs - task.startNs());
        }
    }

    void onTaskManagement() {
        session.onTaskManagement();
    }

    /** Whether the medium or the store failed; unit attentions, conflicts and refusals are how SCSI talks. */
    private static boolean isFault(final ScsiTask task) {
        if (task.status() != ScsiStatus.CHECK_CONDITION) {
            return false;
        }
        final int key = SenseData.key(task.sense());
        return key == SenseKey.MEDIUM_ERROR || key == SenseKey.HARDWARE_ERROR || key == SenseKey.DATA_PROTECT;
    }

    private void onGood(final ScsiTask task, final long latencyNs) {
        final int opcode = task.cdb().getByte(0);
        final boolean grouped = (GROUPS >> ((opcode & GROUP_MASK) >> 5) & 1) != 0;
        if (grouped && (opcode & OPERATION_MASK) == READ) {
            disk.onRead(task.dataInTotal(), latencyNs);
            session.onRead(task.dataInTotal());
            if (onFirstRead != null) {
                onFirstRead.run();
                onFirstRead = null;
            }
        } else if (grouped && (opcode & OPERATION_MASK) == WRITE) {
            disk.onWrite(task.dataOutTotal(), latencyNs);
            session.onWrite(task.dataOutTotal());
        } else {
            onOther(Byte.toUnsignedInt(task.cdb().getByte(0)));
        }
    }

    private void onOther(final int opcode) {
        session.onOther();
        switch (opcode) {
            case Opcode.SYNCHRONIZE_CACHE_10, Opcode.SYNCHRONIZE_CACHE_16 -> disk.onFlush();
            case Opcode.UNMAP -> disk.onUnmap();
            default -> disk.onOther();
        }
    }
}
