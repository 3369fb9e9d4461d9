package orbis.perf.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What a forced write costs on a file system just now: a small one again and again, from a thread of its own. */
final class DiskProbe implements AutoCloseable {
    private static final int LENGTH = 4096;
    private static final int EVERY_MS = 20;
    private static final int DIGITS = 3;

    private final Recorder times = new Recorder(DIGITS);
    private final ByteBuffer block = ByteBuffer.allocateDirect(LENGTH);
    private final FileChannel file;
    private final ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "disk-probe"));
    private volatile IOException fault;

    /**
     * Begins.
     *
     * @param folder on the file system in question, for a file of one block that is written over.
     */
    DiskProbe(final Path folder) throws IOException {
        file = FileChannel.open(folder.resolve("probe"),
            StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
        // The first one allocates the block.
        thread.scheduleWithFixedDelay(this::write, 0, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void write() {
        final long beganNs = System.nanoTime();
        try {
            file.write(block.clear(), 0);
        } catch (final IOException e) {
            fault = e;
        }
        times.recordValue(System.nanoTime() - beganNs);
    }

    /**
     * What the writes took since it was asked last.
     *
     * @return nanoseconds.
     * @throws IOException when a write has failed.
     */
    Histogram take() throws IOException {
        if (fault != null) {
            throw fault;
        }
        return times.getIntervalHistogram();
    }

    @Override
    public void close() throws IOException {
        thread.shutdown();
        file.close();
    }
}
