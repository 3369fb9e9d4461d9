package orbis.engine.scsi;

import orbis.protocol.scsi.Cdb;
import org.agrona.UnsafeApi;

/** ORWRITE (16): sets bits in the blocks, alone on them meanwhile (SBC-4 5.14). */
final class OrWrite extends ChunkByChunk {
    private static final int READ = 0;
    private static final int WRITE = 1;

    @Override
    void begin(final TaskState task) {
        final long blocks = Cdb.transferLength(task.cdb());
        if (Medium.unprotected(task)
            && Medium.range(task, Cdb.lba(task.cdb()), blocks)
            && Medium.within(task, blocks, task.unit().limits().maxTransfer())
            && Medium.writable(task)) {
            task.exclusive = true;
            task.task().dataOutLength((int) task.extent);
            Medium.wholeBlocks(task);
        }
    }

    @Override
    void work(final TaskState task, final int index) {
        task.read(onMedium(task, index), task.buffer, task.lengthOut(index), READ);
    }

    @Override
    void step(final TaskState task, final int step, final int index) {
        if (step == WRITE) {
            done(task, index);
            return;
        }
        final int length = task.lengthOut(index);
        final long data = task.chunks[index];
        for (int i = 0; i < length; i += Long.BYTES) {
            UnsafeApi.putLong(task.buffer + i, UnsafeApi.getLong(task.buffer + i) | UnsafeApi.getLong(data + i));
        }
        task.write(onMedium(task, index), task.buffer, length, task.unit().durable(Medium.forced(task)), WRITE);
    }

    @Override
    boolean writing(final int step) {
        return step == WRITE;
    }
}
