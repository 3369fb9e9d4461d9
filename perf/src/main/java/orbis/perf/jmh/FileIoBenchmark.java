package orbis.perf.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import orbis.engine.io.BufferPool;
import orbis.engine.io.IoEngine;
import orbis.engine.io.IoEngines;
import orbis.engine.io.IoHandler;
import orbis.engine.io.IoOptions;
import orbis.engine.store.BlockStore;
import orbis.engine.store.StoreOptions;
import orbis.engine.store.Stores;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Random reads and writes of a store through an engine, 32 at a time: cost of one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class FileIoBenchmark implements IoHandler {
    private static final int DEPTH = 32;
    private static final long SIZE = 256L << 20;

    /** Of the engine. */
    @Param({"uring", "nio"})
    public String kind;
    /** Bytes of one read or write. */
    @Param({"4096", "65536"})
    public int length;
    /** Where the file is made: a file system in memory, and one on a disk. */
    @Param({"/dev/shm", "/var/tmp"})
    public String folder;
    /** Whether the file is read and written past the page cache. */
    @Param("false")
    public boolean direct;

    private IoEngine engine;
    private BufferPool buffers;
    private BlockStore store;
    private Path file;
    private long[] addresses;
    private long random = 1;
    private int ended;

    /** Fills the file. */
    @Setup
    public void open() throws IOException {
        file = Files.createTempFile(Path.of(folder), "orbis-bench", ".img");
        file.toFile().deleteOnExit();
        Files.delete(file);
        engine = IoEngines.open(kind, new IoOptions());
        store = Stores.open(new StoreOptions(file.toString(), SIZE, 4096, false, direct));
        store.bind(engine);
        buffers = new BufferPool((long) DEPTH * BufferPool.MAX_LENGTH);
        engine.register(buffers.address(), buffers.length());
        addresses = new long[DEPTH];
        for (int i = 0; i < DEPTH; i++) {
            addresses[i] = buffers.acquire(length);
        }
        for (long at = 0; at < SIZE; at += length) {
            store.write(at, addresses[0], length, false, this, 0);
            await(1);
        }
    }

    /** Removes the file. */
    @TearDown
    public void close() throws IOException {
        engine.close();
        store.close();
        buffers.close();
        Files.delete(file);
    }

    @Override
    public void onComplete(final int token, final long result) {
        if (result < 0) {
            throw new IllegalStateException("errno " + -result);
        }
        ended++;
    }

    /** Reads. */
    @Benchmark
    @OperationsPerInvocation(DEPTH)
    public int read() {
        for (int i = 0; i < DEPTH; i++) {
            store.read(position(), addresses[i], length, this, i);
        }
        return await(DEPTH);
    }

    /** Writes. */
    @Benchmark
    @OperationsPerInvocation(DEPTH)
    public int write() {
        for (int i = 0; i < DEPTH; i++) {
            store.write(position(), addresses[i], length, false, this, i);
        }
        return await(DEPTH);
    }

    private int await(final int count) {
        while (ended < count) {
            if (engine.poll() == 0) {
                engine.await(TimeUnit.SECONDS.toNanos(1));
            }
        }
        ended = 0;
        return count;
    }

    private long position() {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return (random & Long.MAX_VALUE) % (SIZE / length) * length;
    }
}
