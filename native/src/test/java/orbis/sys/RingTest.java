package orbis.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class RingTest {
    private final Ring ring = new Ring(8);

    @BeforeEach
    void enable() {
        ring.enable();
    }

    @AfterEach
    void close() {
        ring.close();
    }

    @Test
    void shouldBeAvailableHere() {
        assertNull(IoUring.unavailabilityCause());
        assertTrue(IoUring.available());
        assertTrue(ring.mode().contains("TASKRUN"), ring.mode());
    }

    @Test
    void shouldGiveUserDataBackInOrderRoundAndRound() {
        for (int i = 0; i < 100; i++) {
            ring.submissions().add(IoUring.IORING_OP_NOP, -1, 0, 0, 0, 0, i);
            ring.submissions().add(IoUring.IORING_OP_NOP, -1, 0, 0, 0, 0, -i);
            assertEquals(2, ring.submissions().pending());
            assertEquals(2, ring.enter());
            assertEquals(0, ring.submissions().pending());
            assertEquals(2, ring.completions().count());
            assertEquals(i, ring.completions().userData(0));
            assertEquals(-i, ring.completions().userData(1));
            assertEquals(0, ring.completions().result(0));
            ring.completions().advance(2);
            assertEquals(0, ring.completions().count());
        }
    }

    @Test
    void shouldBeFullWhenTheKernelHasTakenNothing() {
        for (int i = 0; i < 8; i++) {
            assertFalse(ring.submissions().full());
            nop(i);
        }
        assertTrue(ring.submissions().full());
        ring.enter();
        assertFalse(ring.submissions().full());
    }

    @Test
    void shouldLoseNoCompletionThatDoesNotFit() {
        final int count = 200;
        int next = 0;
        for (int i = 0; i < count; i++) {
            nop(i);
            while (ring.enter() == -Errno.EBUSY) {
                next = drain(next);
            }
        }
        while (next < count) {
            if (ring.completions().count() == 0) {
                assertTrue(ring.needsEnter());
                ring.enter();
            }
            next = drain(next);
        }
    }

    @Test
    void shouldEndAWaitWhenTheTimeIsOver() {
        final long start = System.nanoTime();
        assertEquals(-Errno.ETIME, ring.enter(10_000_000));
        assertTrue(System.nanoTime() - start >= 10_000_000);
    }

    @Test
    void shouldEndAWaitByAnEventOfAnotherThread() {
        try (WakeupFd wakeup = new WakeupFd(true)) {
            ring.submissions().add(IoUring.IORING_OP_READ, wakeup.fd(), 0, wakeup.target(), 8, 0, 5);
            final CompletableFuture<Void> other = CompletableFuture.runAsync(wakeup::signal);
            while (ring.completions().count() == 0) {
                ring.enter(Long.MAX_VALUE);
            }
            other.join();
            assertEquals(5, ring.completions().userData(0));
            assertEquals(8, ring.completions().result(0));
        }
    }

    @Test
    void shouldTellErrorsInCompletions() {
        ring.submissions().add(IoUring.IORING_OP_READ, -1, 0, 0, 1, 0, 1);
        ring.submissions().add((byte) 0x7f, -1, 0, 0, 1, 0, 2);
        ring.enter();
        assertEquals(-Errno.EBADF, ring.completions().result(0));
        assertEquals(-Errno.EINVAL, ring.completions().result(1));
    }

    @Test
    void shouldRefuseUseAfterClose() {
        ring.close();
        ring.close();
        assertThrows(IllegalStateException.class, ring::enter);
    }

    @Test
    void shouldReceiveIntoABufferThatTheKernelTakes() throws Exception {
        try (BufferRing buffers = new BufferRing(ring, 8); Slab memory = new Slab(Slab.PAGE);
                WakeupFd pipe = new WakeupFd(true)) {
            buffers.add(memory.address(), 64, 3);
            final long sqe = ring.submissions().add(IoUring.IORING_OP_READ, pipe.fd(), 0, 0, 8, 0, 1);
            SubmissionQueue.flags(sqe, IoUring.IOSQE_BUFFER_SELECT);
            pipe.signal();
            ring.enter(Long.MAX_VALUE);
            assertEquals(8, ring.completions().result(0));
            assertEquals(3 << 16 | IoUring.IORING_CQE_F_BUFFER, ring.completions().flags(0));
            assertEquals(1, UnsafeApi.getLong(memory.address()));
        }
    }

    @Test
    void shouldSayWhyThereIsNoRing() {
        assertEquals("this kernel has no io_uring", IoUring.cause(Errno.ENOSYS));
        assertTrue(IoUring.cause(Errno.EPERM).contains("kernel.io_uring_disabled"));
        assertTrue(IoUring.cause(Errno.EINVAL).contains("older"));
        assertEquals("io_uring_setup: Bad file descriptor", IoUring.cause(Errno.EBADF));
    }

    private void nop(final int userData) {
        ring.submissions().add(IoUring.IORING_OP_NOP, -1, 0, 0, 0, 0, userData);
    }

    private int drain(final int from) {
        final int count = ring.completions().count();
        for (int i = 0; i < count; i++) {
            assertEquals(from + i, ring.completions().userData(i));
        }
        ring.completions().advance(count);
        return from + count;
    }
}
