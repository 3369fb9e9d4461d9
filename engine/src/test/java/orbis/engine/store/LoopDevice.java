package orbis.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real block device over a sparse file. */
public final class LoopDevice implements AutoCloseable {
    private final String path;

    /**
     * Makes the file, and a device over it.
     *
     * @param file      is made.
     * @param size      bytes.
     * @param blockSize bytes of a logical block.
     */
    public LoopDevice(final Path file, final long size, final int blockSize) throws IOException {
        Files.createFile(file);
        Commands.run("truncate", "-s", String.valueOf(size), file.toString());
        path = Commands.run("losetup", "--find", "--show", "--sector-size", String.valueOf(blockSize), file.toString());
    }

    /** Path of the device. */
    public String path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Commands.run("losetup", "--detach", path);
    }
}
