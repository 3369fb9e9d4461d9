package orbis.engine.io;

import orbis.sys.Errno;
import orbis.sys.IoUring;
import orbis.sys.SubmissionQueue;

/** One operation of {@link UringEngine} on a file; reused. */
final class FileOperation extends RingOperation {
    FileOperation next;

    private final UringEngine engine;
    private byte opcode;
    private int fd;
    private int opFlags;
    private long address;
    private int length;
    private int done;
    private int bufferIndex;
    private long position;
    private IoHandler handler;
    private int token;

    FileOperation(final UringEngine engine) {
        this.engine = engine;
    }

    /** Reads; into registered memory when there is an index of it. */
    void read(final int file, final long memory, final int bytes, final long offset, final int buffer) {
        begin(buffer < 0 ? IoUring.IORING_OP_READ : IoUring.IORING_OP_READ_FIXED, file, memory, bytes, offset);
        bufferIndex = buffer;
        submit();
    }

    /** Writes; from registered memory when there is an index of it. */
    void write(final int file, final long memory, final int bytes, final long offset, final int flags,
               final int buffer) {
        begin(buffer < 0 ? IoUring.IORING_OP_WRITE : IoUring.IORING_OP_WRITE_FIXED, file, memory, bytes, offset);
        opFlags = flags;
        bufferIndex = buffer;
        submit();
    }

    void sync(final int file) {
        begin(IoUring.IORING_OP_FSYNC, file, 0, 0, 0);
        opFlags = IoUring.IORING_FSYNC_DATASYNC;
        submit();
    }

    /** The kernel takes the length where others have their address, and the mode for the length. */
    void allocate(final int file, final int mode, final long offset, final long bytes) {
        begin(IoUring.IORING_OP_FALLOCATE, file, bytes, mode, offset);
        submit();
    }

    private void begin(final byte code, final int file, final long memory, final int bytes, final long offset) {
        opcode = code;
        fd = file;
        address = memory;
        length = bytes;
        done = 0;
        position = offset;
        opFlags = 0;
        bufferIndex = -1;
    }

    void handler(final IoHandler told, final int handedBack) {
        handler = told;
        token = handedBack;
    }

    @Override
    void onCompletion(final int result, final int flags) {
        if (result == -Errno.EINTR || result == -Errno.EAGAIN) {
            submit();
        } else if (!moves()) {
            end(result);
        } else if (result > 0 && done + result < length) {
            done += result;
            submit();
        } else if (result == 0) {
            end(reads() ? -Errno.ENODATA : -Errno.EIO);
        } else {
            end(result < 0 ? result : length);
        }
    }

    private boolean moves() {
        return opcode != IoUring.IORING_OP_FSYNC && opcode != IoUring.IORING_OP_FALLOCATE;
    }

    private boolean reads() {
        return opcode == IoUring.IORING_OP_READ || opcode == IoUring.IORING_OP_READ_FIXED;
    }

    private void submit() {
        final long sqe = engine.submissions().add(
            opcode, fd, position + done, address + done, length - done, opFlags, userData);
        if (bufferIndex >= 0) {
            SubmissionQueue.buffer(sqe, bufferIndex);
        }
    }

    private void end(final long result) {
        final IoHandler told = handler;
        handler = null;
        engine.recycle(this);
        told.onComplete(token, result);
    }
}
