package orbis.engine.io;

import orbis.sys.Errno;
import orbis.sys.IoUring;

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
    private long position;
    private IoHandler handler;
    private int token;

    FileOperation(final UringEngine engine) {
        this.engine = engine;
    }

    void transfer(final byte code, final int file, final long memory, final int bytes, final long offset,
                  final int flags) {
        opcode = code;
        fd = file;
        address = memory;
        length = bytes;
        done = 0;
        position = offset;
        opFlags = flags;
        submit();
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
            end(opcode == IoUring.IORING_OP_WRITE ? -Errno.EIO : -Errno.ENODATA);
        } else {
            end(result < 0 ? result : length);
        }
    }

    private boolean moves() {
        return opcode == IoUring.IORING_OP_READ || opcode == IoUring.IORING_OP_WRITE;
    }

    private void submit() {
        engine.submissions().add(opcode, fd, position + done, address + done, length - done, opFlags, userData);
    }

    private void end(final long result) {
        final IoHandler told = handler;
        handler = null;
        engine.recycle(this);
        told.onComplete(token, result);
    }
}
