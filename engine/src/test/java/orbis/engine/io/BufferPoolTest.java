package orbis.engine.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import orbis.engine.status.CountersFile;
import orbis.engine.status.SystemCounter;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.status.AtomicCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BufferPoolTest {
    private static final int MAX = BufferPool.MAX_LENGTH;
    private static final int MIN = BufferPool.MIN_LENGTH;

    private final BufferPool pool = new BufferPool(2 * MAX, true);
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void shouldGiveAlignedBuffersUntilNoneIsFree() {
        assertEquals(2 * MAX, pool.length());
        assertEquals(2 * MAX, pool.available());
        for (int i = 0; i < 2 * MAX / MIN; i++) {
            final long address = pool.acquire(1 + i * 37 % MIN);
            assertEquals(0, address % MIN);
            assertTrue(address >= pool.address() && address + MIN <= pool.address() + pool.length());
        }
        assertEquals(0, pool.available());
        assertEquals(BufferPool.NONE, pool.acquire(1));
    }

    @Test
    void shouldJoinNeighboursThatAreFree() {
        final long[] pages = new long[2 * MAX / MIN];
        Arrays.setAll(pages, i -> pool.acquire(MIN));
        for (int i = 0; i < pages.length; i += 2) {
            pool.release(pages[i], MIN);
        }
        assertEquals(MAX, pool.available());
        assertEquals(BufferPool.NONE, pool.acquire(2 * MIN), "no two neighbours are free");
        for (int i = 1; i < pages.length; i += 2) {
            pool.release(pages[i], MIN);
        }
        assertNotEquals(BufferPool.NONE, pool.acquire(MAX));
        assertNotEquals(BufferPool.NONE, pool.acquire(MAX - MIN + 1));
        assertEquals(0, pool.available());
    }

    @Test
    void shouldRefuseWhatItDidNotGive() {
        final long address = pool.acquire(8192);
        assertThrows(IllegalArgumentException.class, () -> pool.release(address, 4096), "another size");
        assertThrows(IllegalArgumentException.class, () -> pool.release(address, 16384), "another size");
        assertThrows(IllegalArgumentException.class, () -> pool.release(address + 4096, 4096), "inside");
        assertThrows(IllegalArgumentException.class, () -> pool.release(address + 1, 8192), "not aligned");
        assertThrows(IllegalArgumentException.class, () -> pool.release(pool.address() - MAX, MAX), "before");
        assertThrows(IllegalArgumentException.class, () -> pool.release(pool.address() + 2 * MAX, MAX), "behind");
        pool.release(address, 5000);
        assertThrows(IllegalArgumentException.class, () -> pool.release(address, 8192), "twice");
        assertThrows(IllegalArgumentException.class, () -> pool.acquire(0));
        assertThrows(IllegalArgumentException.class, () -> pool.acquire(MAX + 1));
        assertEquals(2 * MAX, pool.available());
    }

    @Test
    void shouldPoisonWhatIsReleased() {
        final long address = pool.acquire(8192);
        UnsafeApi.setMemory(address, 8192, (byte) 1);
        pool.release(address, 8192);
        for (int i = 0; i < 8192; i++) {
            assertEquals((byte) 0xdb, UnsafeApi.getByte(address + i));
        }
    }

    @Test
    void shouldTellWaitersInOrderAfterARelease() {
        final long address = pool.acquire(MIN);
        final BufferWaiter first = () -> told.add("first");
        pool.await(first);
        pool.await(() -> told.add("second"));
        pool.await(first);
        assertEquals(0, pool.tellWaiters(), "nothing was released");
        pool.release(address, MIN);
        assertEquals(List.of(), told, "not from within release");
        assertEquals(2, pool.tellWaiters());
        assertEquals(List.of("first", "second"), told);
        pool.release(pool.acquire(MIN), MIN);
        assertEquals(0, pool.tellWaiters(), "told once");
    }

    @Test
    void shouldCountWhoHasToWaitOnceHoweverOftenItIsTold() {
        final AtomicCounter waits = CountersFile.inMemory(1, 1).system(SystemCounter.POOL_WAITS);
        try (BufferPool counting = new BufferPool(MAX, waits)) {
            final BufferWaiter again = new BufferWaiter() {
                @Override
                public void onBufferFree() {
                    counting.await(this);
                }
            };
            counting.await(again);
            counting.await(again);
            counting.await(() -> told.add("other"));
            counting.release(counting.acquire(MIN), MIN);
            assertEquals(1, counting.tellWaiters());
            assertEquals(2, waits.get());
        }
    }

    @Test
    void shouldKeepAWaiterThatFindsTooLittleAtTheHead() {
        final long[] halves = {pool.acquire(MAX), pool.acquire(MAX)};
        final long[] got = new long[1];
        final BufferWaiter large = new BufferWaiter() {
            @Override
            public void onBufferFree() {
                told.add("large");
                got[0] = pool.acquire(MAX);
                if (got[0] == BufferPool.NONE) {
                    pool.await(this);
                }
            }
        };
        pool.release(halves[0], MAX);
        final long[] parts = new long[MAX / MIN];
        Arrays.setAll(parts, i -> pool.acquire(MIN));
        pool.await(large);
        pool.await(() -> told.add("small"));
        pool.release(parts[0], MIN);
        assertEquals(1, pool.tellWaiters());
        pool.release(halves[1], MAX);
        assertEquals(2, pool.tellWaiters());
        assertEquals(List.of("large", "large", "small"), told);
        assertNotEquals(BufferPool.NONE, got[0]);
    }

    @Test
    void shouldTellWhoStandsBehindAWaiterThatIsForgotten() {
        pool.acquire(MAX);
        final long[] parts = new long[MAX / MIN];
        Arrays.setAll(parts, i -> pool.acquire(MIN));
        final BufferWaiter large = new BufferWaiter() {
            @Override
            public void onBufferFree() {
                told.add("large");
                pool.await(this);
            }
        };
        pool.await(large);
        pool.await(() -> told.add("small"));
        pool.release(parts[0], MIN);
        assertEquals(1, pool.tellWaiters());
        pool.forget(large);
        assertEquals(1, pool.tellWaiters());
        assertEquals(List.of("large", "small"), told);
    }

    @Test
    void shouldTellThoseBehindAWaiterThatFails() {
        pool.await(() -> {
            throw new IllegalArgumentException("a fault of the test's own");
        });
        pool.await(() -> told.add("behind"));
        pool.release(pool.acquire(1), 1);
        assertThrows(IllegalArgumentException.class, pool::tellWaiters);
        assertEquals(1, pool.tellWaiters());
        assertEquals(List.of("behind"), told);
    }

    @Test
    void shouldForgetAWaiter() {
        final List<BufferWaiter> waiters = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            final String name = String.valueOf(i);
            waiters.add(() -> told.add(name));
            pool.await(waiters.get(i));
        }
        for (int i = 0; i < 200; i++) {
            if (i != 7 && i != 150) {
                pool.forget(waiters.get(i));
            }
        }
        pool.forget(() -> told.add("unknown"));
        pool.release(pool.acquire(1), 1);
        assertEquals(2, pool.tellWaiters());
        assertEquals(List.of("7", "150"), told);
    }

    @Test
    void shouldNeverGiveTheSameBytesTwice() {
        final Random random = new Random(1);
        final List<long[]> held = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            final int length = MIN << random.nextInt(7);
            final long address = random.nextInt(5) < 3 ? pool.acquire(length) : BufferPool.NONE;
            if (address != BufferPool.NONE) {
                for (final long[] each : held) {
                    assertTrue(address + length <= each[0] || each[0] + each[1] <= address, "overlap");
                }
                assertEquals(0, (address - pool.address()) % length, "naturally aligned");
                held.add(new long[] {address, length});
            } else if (!held.isEmpty()) {
                final long[] each = held.remove(random.nextInt(held.size()));
                pool.release(each[0], (int) each[1]);
            }
        }
        held.forEach(each -> pool.release(each[0], (int) each[1]));
        assertEquals(2 * MAX, pool.available());
        assertNotEquals(BufferPool.NONE, pool.acquire(MAX));
        assertNotEquals(BufferPool.NONE, pool.acquire(MAX));
    }
}
