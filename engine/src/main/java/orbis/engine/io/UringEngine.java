package orbis.engine.io;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import orbis.sys.CompletionQueue;
import orbis.sys.Errno;
import orbis.sys.IoUring;
import orbis.sys.RawIo;
import orbis.sys.Ring;
import orbis.sys.SubmissionQueue;
import orbis.sys.WakeupFd;

/**
 * The engine of one io_uring for sockets and files alike: one io_uring_enter a poll, none when nothing was asked
 * for and nothing has ended. The thread that polls it first owns the ring.
 */
public final class UringEngine extends EngineBase<RingSocket> {
    /** User data of what nobody wants to know the end of. */
    private static final long IGNORED = -1;
    private static final int NOT_REGISTERED = -1;
    /** How long {@link #close()} waits for the kernel to let go of memory, while a disk hangs. */
    private static final long CLOSE_TIMEOUT_NS = 5_000_000_000L;

    private final Ring ring;
    private final RingBuffers buffers;
    private final MemoryBlocks socketBlocks = new MemoryBlocks(RingSocket.MEMORY, 32);
    private final RingSlots slots = new RingSlots();
    private final RingLookers lookers = new RingLookers();
    private final WakeupFd wakeupFd = new WakeupFd(true);
    private final RingOperation wakeup = new Wakeup();
    private final AtomicBoolean woken = new AtomicBoolean();
    private FileOperation free;
    private long memoryAddress;
    private long memoryLength;
    private long registeredLength;
    private boolean registerDue;
    /** Operations that were added and whose completion was not collected; each has one. */
    private int withKernel;
    private boolean enabled;
    /** Completions that were read and are not told: user data, and result with flags in the upper half. */
    private long[] collected;
    private int collectedFrom;
    private int collectedTo;

    /**
     * Makes an engine.
     *
     * @param options its sizes.
     * @throws IllegalStateException with the cause when this machine has no ring for it.
     */
    public UringEngine(final IoOptions options) {
        super(options);
        if (!IoUring.available()) {
            throw new IllegalStateException(IoUring.unavailabilityCause());
        }
        ring = new Ring(options.ringEntries());
        collected = new long[8 * options.ringEntries()];
        buffers = new RingBuffers(ring, options.receiveBufferLength(), options.receiveBuffers());
        slots.add(wakeup);
    }

    @Override
    public String name() {
        return "uring";
    }

    /** What the ring was set up with, for people. */
    public String mode() {
        return ring.mode();
    }

    @Override
    public void access(final int fd, final FileAccess access) {
        super.access(fd, access);
        registerDue |= access == FileAccess.DIRECT && registeredLength == 0;
    }

    @Override
    void submitRead(final FileAccess access, final int fd, final long address, final int length, final long position,
                    final IoHandler handler, final int token) {
        final int buffer = access == FileAccess.DIRECT ? registered(address, length) : NOT_REGISTERED;
        operation(handler, token).read(fd, address, length, position, buffer);
    }

    @Override
    void submitWrite(final FileAccess access, final int fd, final long address, final int length, final long position,
                     final boolean durable, final IoHandler handler, final int token) {
        final int buffer = access == FileAccess.DIRECT ? registered(address, length) : NOT_REGISTERED;
        operation(handler, token).write(fd, address, length, position, durable ? RawIo.RWF_DSYNC : 0, buffer);
    }

    @Override
    public void sync(final int fd, final IoHandler handler, final int token) {
        operation(handler, token).sync(fd);
    }

    @Override
    public void allocate(final int fd, final int mode, final long position, final long length,
                         final IoHandler handler, final int token) {
        operation(handler, token).allocate(fd, mode, position, length);
    }

    @Override
    RingSocket newSocket(final SocketChannel channel, final SocketHandler handler) throws IOException {
        return new RingSocket(this, channel, handler);
    }

    @Override
    public void register(final long address, final long length) {
        memoryAddress = address;
        memoryLength = length;
    }

    /** Pins the memory, now that there is a file that gains by it. */
    private void registerMemory() {
        registerDue = false;
        // More than may be locked (ulimit -l) is no fault: plain reads and writes do.
        if (memoryLength > 0 && ring.registerBuffers(memoryAddress, memoryLength) == 0) {
            registeredLength = memoryLength;
        }
    }

    @Override
    public int poll() {
        enableOnce();
        if (registerDue) {
            registerMemory();
        }
        count = pool.tell();
        lookers.look();
        if (ring.submissions().pending() > 0 || ring.needsEnter()) {
            enter();
        }
        collect();
        final int done = run() + results.tell();
        return count + done;
    }

    @Override
    public void await(final long timeoutNs) {
        enableOnce();
        awaiting = true;
        if (!woken.get() && results.count() == 0 && !pool.hasEnded() && collectedFrom == collectedTo
            && ring.completions().count() == 0 && timeoutNs > 0) {
            lookers.rest();
            if (collectedFrom == collectedTo) {
                checked(ring.enter(timeoutNs));
            }
        }
        awaiting = false;
        woken.set(false);
    }

    @Override
    public void wakeup() {
        woken.set(true);
        if (awaiting) {
            wakeupFd.signal();
        }
    }

    @Override
    void free() {
        ring.close();
        buffers.close();
        socketBlocks.close();
        wakeupFd.close();
    }

    /** Where the one operation is added that the caller is about to add. */
    SubmissionQueue submissions() {
        if (ring.submissions().full()) {
            enableOnce();
            enter();
        }
        withKernel++;
        return ring.submissions();
    }

    RingSlots slots() {
        return slots;
    }

    RingLookers lookers() {
        return lookers;
    }

    RingBuffers buffers() {
        return buffers;
    }

    MemoryBlocks socketBlocks() {
        return socketBlocks;
    }

    void recycle(final FileOperation operation) {
        slots.remove(operation);
        operation.next = free;
        free = operation;
    }

    /** Asks the kernel to end an operation soon. */
    void cancel(final RingOperation operation) {
        submissions().add(IoUring.IORING_OP_ASYNC_CANCEL, -1, 0, operation.userData, 0, 0, IGNORED);
    }

    /** Ends a receive; its completion is told to nobody. */
    void cancelAndWait(final RingOperation receiver) {
        cancel(receiver);
        int from = collectedFrom;
        while (true) {
            for (; from < collectedTo; from += 2) {
                if (collected[from] == receiver.userData) {
                    final int flags = (int) (collected[from + 1] >>> 32);
                    if ((flags & IoUring.IORING_CQE_F_BUFFER) != 0) {
                        buffers.taken();
                        buffers.give(flags >>> 16);
                    }
                    return;
                }
            }
            checked(ring.enter(CLOSE_TIMEOUT_NS));
            collect();
        }
    }

    /** The index of the registered piece that memory is in. */
    private int registered(final long address, final int length) {
        final long offset = address - memoryAddress;
        if (offset < 0 || offset + length > registeredLength) {
            return NOT_REGISTERED;
        }
        final int index = (int) (offset / Ring.BUFFER_LENGTH);
        return index == (offset + length - 1) / Ring.BUFFER_LENGTH ? index : NOT_REGISTERED;
    }

    private FileOperation operation(final IoHandler handler, final int token) {
        FileOperation operation = free;
        if (operation == null) {
            operation = new FileOperation(this);
        } else {
            free = operation.next;
        }
        slots.add(operation);
        operation.handler(handler, token);
        return operation;
    }

    private void enableOnce() {
        if (!enabled) {
            if (closed) {
                throw new IllegalStateException("the engine is closed");
            }
            enabled = true;
            ring.enable();
            submitWakeup();
        }
    }

    private void enter() {
        int result = ring.enter();
        while (result == -Errno.EBUSY || result == -Errno.EAGAIN || result == -Errno.EINTR) {
            collect(); // makes room for completions, without which the kernel takes no more
            result = ring.enter();
        }
        checked(result);
    }

    private static void checked(final int result) {
        if (result < 0 && result != -Errno.ETIME && result != -Errno.EINTR && result != -Errno.EBUSY
            && result != -Errno.EAGAIN) {
            throw new IllegalStateException("io_uring_enter: " + Errno.message(-result));
        }
    }

    private void collect() {
        final CompletionQueue completions = ring.completions();
        final int ready = completions.count();
        if (ready == 0) {
            return;
        }
        if (collectedTo + 2 * ready > collected.length) {
            collected = Arrays.copyOf(collected, Math.max(collected.length * 2, collectedTo + 2 * ready));
        }
        for (int i = 0; i < ready; i++) {
            collected[collectedTo++] = completions.userData(i);
            collected[collectedTo++] = (long) completions.flags(i) << 32 | completions.result(i) & 0xffffffffL;
        }
        completions.advance(ready);
        withKernel -= ready;
    }

    /** Runs what was collected. */
    private int run() {
        int ran = 0;
        while (collectedFrom < collectedTo) {
            final long userData = collected[collectedFrom];
            final long result = collected[collectedFrom + 1];
            collectedFrom += 2;
            final RingOperation operation = slots.find(userData);
            if (operation != null) {
                ran++;
                operation.onCompletion((int) result, (int) (result >>> 32));
            }
        }
        collectedFrom = 0;
        collectedTo = 0;
        return ran;
    }

    @Override
    void endAll() {
        if (!enabled) {
            return;
        }
        try {
            sockets.forEach(RingSocket::shutdown);
            submissions().add(IoUring.IORING_OP_ASYNC_CANCEL, -1, 0, 0, 0,
                IoUring.IORING_ASYNC_CANCEL_ANY | IoUring.IORING_ASYNC_CANCEL_ALL, IGNORED);
            final long deadline = System.nanoTime() + CLOSE_TIMEOUT_NS;
            while (withKernel > 0 && System.nanoTime() < deadline) {
                checked(ring.enter(CLOSE_TIMEOUT_NS));
                collect();
            }
        } catch (final IllegalStateException e) {
            // another thread owns the ring: closing it ends all too, only later
            collectedTo = 0;
        }
    }

    private void submitWakeup() {
        submissions().add(IoUring.IORING_OP_READ, wakeupFd.fd(), 0, wakeupFd.target(), Long.BYTES, 0,
            wakeup.userData);
    }

    private final class Wakeup extends RingOperation {
        @Override
        void onCompletion(final int result, final int flags) {
            submitWakeup();
        }
    }
}
