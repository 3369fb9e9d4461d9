package orbis.perf.interop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import orbis.perf.process.Commands;

/** A raw block device over a file, made and taken away by losetup. */
final class LoopDevice implements AutoCloseable {
    private final Path device;

    LoopDevice(final Path file, final long size) throws IOException {
        sparse(file, size);
        device = Path.of(Commands.run("losetup", "--find", "--show", file.toString()).require().strip());
    }

    Path device() {
        return device;
    }

    /** Makes a file of holes. */
    static void sparse(final Path file, final long size) throws IOException {
        Files.deleteIfExists(file);
        try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), size - 1);
        }
    }

    @Override
    public void close() {
        Commands.run("losetup", "--detach", device.toString()).require();
    }
}
