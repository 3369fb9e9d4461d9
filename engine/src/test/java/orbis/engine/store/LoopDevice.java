package orbis.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real block device over a sparse file. */
final class LoopDevice implements AutoCloseable {
    private final String path;

    LoopDevice(final Path file, final long size, final int blockSize) throws IOException {
        Files.createFile(file);
        Commands.run("truncate", "-s", String.valueOf(size), file.toString());
        path = Commands.run("losetup", "--find", "--show", "--sector-size", String.valueOf(blockSize), file.toString());
    }

    String path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Commands.run("losetup", "--detach", path);
    }
}
