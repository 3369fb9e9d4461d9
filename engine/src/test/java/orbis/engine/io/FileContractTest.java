package orbis.engine.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import orbis.sys.Errno;
import orbis.sys.Files;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every engine does with files, blocking calls and waiting. */
class FileContractTest extends EngineContract implements IoHandler {
    private static final int PENDING = Integer.MIN_VALUE;

    @TempDir
    private Path folder;
    private int fd;
    private int tokens;
    private long result = PENDING;
    private int ended;

    @Override
    public void onComplete(final int token, final long value) {
        tokens += token;
        result = value;
        ended++;
    }

    @BeforeEach
    final void openFile() {
        fd = Files.open(folder.resolve("file").toString(), Files.O_RDWR | Files.O_CREAT);
    }

    @AfterEach
    final void closeFile() {
        Files.close(fd);
    }

    @Test
    void shouldReadWhatWasWritten() {
        final byte[] written = pattern(300_000);
        copy(written, memory.address());
        engine.write(fd, memory.address(), written.length, 5L << 30, false, this, 3);
        assertEquals(0, ended, "no handler runs inside the call");
        assertEquals(written.length, await());
        assertEquals(3, tokens);
        engine.read(fd, memory.address() + (1 << 20), written.length, 5L << 30, this, 4);
        assertEquals(written.length, await());
        assertEquals(7, tokens);
        assertArrayEquals(written, bytes(memory.address() + (1 << 20), written.length));
    }

    @Test
    void shouldMakeWritesDurable() {
        engine.write(fd, memory.address(), 4096, 0, true, this, 1);
        assertEquals(4096, await());
        engine.sync(fd, this, 1);
        assertEquals(0, await());
    }

    @Test
    void shouldEndAReadBeyondTheEndOfTheFileWithNoData() {
        engine.write(fd, memory.address(), 1000, 0, false, this, 1);
        await();
        engine.read(fd, memory.address(), 4096, 0, this, 1);
        assertEquals(-Errno.ENODATA, await());
        engine.read(fd, memory.address(), 4096, 1 << 20, this, 1);
        assertEquals(-Errno.ENODATA, await());
    }

    @Test
    void shouldChangeAllocation() {
        engine.write(fd, memory.address(), 1 << 20, 0, false, this, 1);
        await();
        engine.allocate(fd, Files.FALLOC_FL_KEEP_SIZE | Files.FALLOC_FL_PUNCH_HOLE, 0, 1 << 20, this, 1);
        assertEquals(0, await());
        assertEquals(-Errno.ENXIO, Files.seekData(fd, 0));
        assertEquals(1 << 20, Files.status(fd).size());
    }

    @Test
    void shouldTellErrorsAsNegatedNumbers() {
        engine.read(-1, memory.address(), 1, 0, this, 1);
        assertEquals(-Errno.EBADF, await());
        engine.write(-1, memory.address(), 1, 0, true, this, 1);
        assertEquals(-Errno.EBADF, await());
        engine.sync(-1, this, 1);
        assertEquals(-Errno.EBADF, await());
        engine.allocate(-1, 0, 0, 1, this, 1);
        assertEquals(-Errno.EBADF, await());
    }

    @Test
    void shouldTellWhenThereIsNoSpaceLeft() throws Exception {
        final Path mount = java.nio.file.Files.createDirectory(folder.resolve("full"));
        command("mount", "-t", "tmpfs", "-o", "size=64k", "orbis-test", mount.toString());
        try {
            final int full = Files.open(mount.resolve("file").toString(), Files.O_RDWR | Files.O_CREAT);
            engine.write(full, memory.address(), 1 << 20, 0, false, this, 1);
            assertEquals(-Errno.ENOSPC, await());
            Files.close(full);
        } finally {
            command("umount", "--lazy", mount.toString());
        }
    }

    @Test
    void shouldRunBlockingCallsOnAnotherThread() {
        final Thread[] caller = new Thread[1];
        final Thread[] told = new Thread[1];
        engine.offload(IoEngine.NO_FILE, () -> {
            caller[0] = Thread.currentThread();
            return 1L << 40;
        }, (token, value) -> {
            told[0] = Thread.currentThread();
            onComplete(token, value);
        }, 1);
        assertEquals(1L << 40, await());
        assertNotSame(Thread.currentThread(), caller[0]);
        assertSame(Thread.currentThread(), told[0]);
    }

    @Test
    void shouldTellAKnownResultAtTheNextPoll() {
        engine.complete(5, (token, value) -> engine.complete(6, this, token), 9);
        assertEquals(0, ended);
        engine.await(Long.MAX_VALUE);
        assertEquals(1, engine.poll());
        assertEquals(0, ended, "one that a handler adds waits for the next");
        assertEquals(1, engine.poll());
        assertEquals(6, result);
        assertEquals(9, tokens);
    }

    @Test
    void shouldGoOnWhileABlockingCallHangs() {
        final CountDownLatch hanging = new CountDownLatch(1);
        final int[] freed = new int[1];
        engine.offload(IoEngine.NO_FILE, () -> {
            try {
                hanging.await();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 0;
        }, (token, value) -> freed[0]++, 0);
        engine.write(fd, memory.address(), 4096, 0, false, this, 1);
        assertEquals(4096, await());
        assertEquals(0, freed[0]);
        hanging.countDown();
        until(() -> freed[0] == 1);
    }

    @Test
    void shouldLeaveThreadsToOthersWhileCallsOnThreeFilesHang() {
        final CountDownLatch hanging = new CountDownLatch(1);
        for (int file = 1000; file < 1003; file++) {
            for (int i = 0; i < 1000; i++) {
                engine.offload(file, () -> {
                    try {
                        hanging.await();
                    } catch (final InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return 0;
                }, this, 0);
            }
        }
        engine.write(fd, memory.address(), 4096, 0, true, this, 1);
        assertEquals(4096, await());
        engine.offload(IoEngine.NO_FILE, () -> 7, this, 1);
        assertEquals(7, await());
        assertEquals(2, ended);
        hanging.countDown();
        until(() -> ended == 3002);
    }

    @Test
    void shouldEndAWaitByWakeupFromAnotherThread() throws InterruptedException {
        engine.poll();
        engine.wakeup();
        engine.await(Long.MAX_VALUE);
        for (int i = 0; i < 100; i++) {
            final Thread other = new Thread(engine::wakeup);
            other.start();
            engine.await(Long.MAX_VALUE);
            other.join();
            engine.poll();
        }
    }

    @Test
    void shouldEndAWaitWhenTheTimeIsOver() {
        engine.poll();
        final long start = System.nanoTime();
        engine.await(20_000_000);
        assertTrue(System.nanoTime() - start >= 19_000_000);
        engine.await(0);
    }

    @Test
    void shouldCarryThousandsOfOperationsAtOnce() {
        final int blocks = 1024;
        final int[] reads = new int[1];
        final int[] wrong = new int[1];
        for (int i = 0; i < blocks; i++) {
            UnsafeApi.putLong(memory.address() + i * 4096L, i + 1);
            engine.write(fd, memory.address() + i * 4096L, 4096, i * 4096L, false, this, i);
        }
        until(() -> ended == blocks);
        UnsafeApi.setMemory(memory.address(), memory.length(), (byte) 0);
        final IoHandler next = new IoHandler() {
            @Override
            public void onComplete(final int token, final long value) {
                final long at = memory.address() + (token & blocks - 1) * 4096L;
                if (value != 4096 || UnsafeApi.getLong(at) != (token & blocks - 1) + 1) {
                    wrong[0]++;
                }
                reads[0]++;
                if (token < 9 * blocks) {
                    UnsafeApi.putLong(at, 0);
                    engine.read(fd, at, 4096, (token & blocks - 1) * 4096L, this, token + blocks);
                }
            }
        };
        for (int i = 0; i < blocks; i++) {
            engine.read(fd, memory.address() + i * 4096L, 4096, i * 4096L, next, i);
        }
        until(() -> reads[0] == 10 * blocks);
        assertEquals(0, wrong[0]);
    }

    @Test
    void shouldBeClosedWithOperationsUnderWay() {
        for (int i = 0; i < 2000; i++) {
            engine.write(fd, memory.address(), 4096, i * 4096L, i % 2 == 0, this, 1);
        }
        engine.poll();
        final int before = ended;
        engine.close();
        assertEquals(before, ended, "handlers are not told");
        engine.close();
    }

    private long await() {
        result = PENDING;
        until(() -> result != PENDING);
        return result;
    }

    private static void command(final String... words) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        final String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
    }
}
