package orbis.engine.scsi;

import orbis.engine.io.BufferPool;
import orbis.engine.store.BlockStore;
import orbis.protocol.scsi.Cdb;

/**
 * READ (6), (10), (12), (16): a few chunks are under way at a time, from the store to the transport, and go out in
 * order. Each chunk is {@code READING}, then {@code READY}, then with the transport; or where the store has it, in
 * memory or in a file in memory, from the beginning.
 */
final class ReadBlocks extends Command {
    private static final int MOST_UNDER_WAY = 4;
    /** Bytes of a chunk from which sendfile carries more than the kernel's copy: a tenth at 128 KiB, less at 64. */
    private static final int LEAST_FROM_FILE = 128 * 1024;
    private static final int FLUSH = -1;
    private static final byte READING = 1;
    private static final byte READY = 2;
    private static final byte READY_MAPPED = 3;
    private static final byte READY_IN_FILE = 4;
    private static final byte EMPTY = 5;

    @Override
    void begin(final TaskState task) {
        final long blocks = Medium.blocks(task);
        if (Medium.unprotected(task)
            && Medium.range(task, Cdb.lba(task.cdb()), blocks)
            && Medium.within(task, blocks, task.unit().limits().maxTransfer())) {
            task.task().dataInLength((int) task.extent);
        }
    }

    @Override
    void execute(final TaskState task) {
        if (task.task().dataInTotal() == 0) {
            task.unit().finish(task);
            return;
        }
        task.room(chunkCount(task));
        if (Medium.forced(task) && task.unit().durable(true)) {
            task.flush(FLUSH);
        } else {
            pump(task);
        }
    }

    @Override
    void bufferFree(final TaskState task) {
        pump(task);
    }

    @Override
    void stored(final TaskState task, final int token, final long result) {
        if (token != FLUSH) {
            task.marks[token] = READY;
        }
        if (result < 0) {
            task.fail(result, false, task.position + (long) Math.max(token, 0) * TaskState.CHUNK);
        }
        pump(task);
    }

    @Override
    void sent(final TaskState task, final long address, final int length) {
        final int index = task.freed++;
        release(task, index);
        if (!task.task().ended()) {
            pump(task);
        } else if (task.queued && task.freed == task.issued) {
            task.unit().leave(task);
        }
    }

    @Override
    void abort(final TaskState task) {
        dropReady(task);
    }

    private static int chunkCount(final TaskState task) {
        return (task.task().dataInTotal() + TaskState.CHUNK - 1) / TaskState.CHUNK;
    }

    /** Begins what may begin, and sends what is ready. May be called from within itself, by the transport. */
    private void pump(final TaskState task) {
        if (task.pumping) {
            return;
        }
        if (task.stopped()) {
            dropReady(task);
            return;
        }
        final int count = chunkCount(task);
        task.pumping = true;
        boolean moved = true;
        while (moved && !task.stopped()) {
            moved = false;
            if (task.issued < count && task.issued - task.freed < MOST_UNDER_WAY) {
                moved = issue(task);
            }
            if (task.delivered < task.issued && task.marks[task.delivered] != READING) {
                moved = true;
                if (deliver(task, count)) {
                    return;
                }
            }
        }
        task.pumping = false;
        if (task.stopped()) {
            dropReady(task);
        }
    }

    private static boolean issue(final TaskState task) {
        final int index = task.issued;
        final int mask = task.unit().blockSize() - 1;
        final int length = task.lengthIn(index) + mask & ~mask;
        final long from = task.position + (long) index * TaskState.CHUNK;
        if (!sendsInPlace(task, index, from, length)) {
            final long address = task.unit().buffers().acquire(length);
            if (address == BufferPool.NONE) {
                if (task.issued == task.freed) {
                    task.waitForBuffer();
                }
                return false;
            }
            task.chunks[index] = address;
            task.marks[index] = READING;
            task.read(from, address, length, index);
        }
        task.issued++;
        return true;
    }

    /** Tells whether a chunk can go out from where the store has it, and makes it so. */
    private static boolean sendsInPlace(final TaskState task, final int index, final long from, final int length) {
        if (task.nexus().copies()) {
            return false;
        }
        if (length >= LEAST_FROM_FILE && !task.unit().copies()) {
            final int file = task.store().file(from, length);
            if (file != BlockStore.NO_FILE) {
                task.file = file;
                place(task, index, from, READY_IN_FILE);
                return true;
            }
        }
        final long mapped = task.store().mapped(from, length);
        if (mapped != 0) {
            place(task, index, mapped, READY_MAPPED);
        }
        return mapped != 0;
    }

    private static void place(final TaskState task, final int index, final long place, final byte mark) {
        task.chunks[index] = place;
        task.marks[index] = mark;
        task.inPlace = true;
    }

    /** Sends the next chunk; tells whether it was the last, after which the task is not touched any more. */
    private static boolean deliver(final TaskState task, final int count) {
        final int index = task.delivered++;
        final boolean last = task.delivered == count;
        final ScsiTask carried = task.task();
        final int length = task.lengthIn(index);
        if (last) {
            task.pumping = false;
            // Memory that is sent without a copy is still being read: others that must be alone on it wait.
            if (!task.inPlace) {
                task.unit().leave(task);
            }
            task.conclude();
        }
        send(task, carried, index, length, last);
        return last;
    }

    private static void send(
        final TaskState task, final ScsiTask carried, final int index, final int length, final boolean last) {
        final long place = task.chunks[index];
        if (task.marks[index] == READY_IN_FILE) {
            carried.transport().dataInOfFile(carried, task.file, place, length, last);
        } else {
            carried.transport().dataIn(carried, place, length, last);
        }
    }

    private static void dropReady(final TaskState task) {
        for (int i = task.delivered; i < task.issued; i++) {
            if (task.marks[i] != READING) {
                release(task, i);
            }
        }
        // What is dropped is as if it had been sent and come back, once nothing is being read.
        if (task.underWay() == 0) {
            final int dropped = task.issued - task.delivered;
            task.delivered += dropped;
            task.freed += dropped;
        }
    }

    private static void release(final TaskState task, final int index) {
        if (task.marks[index] == READY) {
            task.unit().buffers().release(task.chunks[index], task.lengthIn(index));
        }
        task.marks[index] = EMPTY;
    }
}
