package orbis.perf.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import orbis.perf.load.TftpShape;
import orbis.perf.load.TftpStorm;
import orbis.perf.load.TftpStormResult;
import orbis.perf.peer.TftpPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thousand machines, each behaving as its firmware or boot loader does, switched on at once. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TftpStormIT {
    private static final int FIRST_CLIENT = 0x7f020100;
    private static final int CLIENTS = 1000;
    private static final int LENGTH = 300_000;

    @TempDir
    private Path folder;

    @Test
    void shouldLoseNobody() throws Exception {
        final byte[] content = new byte[LENGTH];
        new Random(1).nextBytes(content);
        final CRC32 checksum = new CRC32();
        checksum.update(content);
        final Path root = Files.createDirectories(folder.resolve("root"));
        Files.write(root.resolve("initrd"), content);

        final Path work = Files.createDirectories(folder.resolve("work"));
        try (TftpPeer server = TftpPeer.orbis(List.of(), root, work)) {
            server.awaitServing("none");
            try (TftpStorm storm =
                new TftpStorm(server.address(), server.port(), "initrd", checksum.getValue())) {
                final List<TftpShape> shapes =
                    List.of(TftpShape.OVMF, TftpShape.IPXE, TftpShape.GRUB, TftpShape.SHIM);
                for (int i = 0; i < shapes.size(); i++) {
                    storm.add(CLIENTS / shapes.size(), shapes.get(i), FIRST_CLIENT + i * CLIENTS / shapes.size());
                }

                final TftpStormResult result = storm.run();

                assertEquals(Map.of(), result.failures());
                assertEquals((long) CLIENTS * LENGTH, result.bytes());
                assertTrue(result.worstRatio() < 2, result.toString());
            }
        }
    }
}
