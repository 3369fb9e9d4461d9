package orbis.perf.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import orbis.perf.load.LoadResult;
import orbis.perf.load.Workload;
import orbis.perf.peer.OrbisPeer;
import orbis.perf.process.Commands;
import orbis.perf.process.DebianPackages;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server ends and comes back under load: nothing that was answered is lost, and initiators come back alone. */
@Timeout(150)
class RestartIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"uring,false", "uring,true", "nio,false", "nio,true"})
    void shouldKeepWhatItAnsweredThroughARestart(final String engine, final boolean kill) throws Exception {
        DebianPackages.require("qemu-utils", "qemu-block-extra");
        final OrbisPeer orbis = new OrbisPeer(List.of(), folder)
            .disk("disk", folder.resolve("disk.img"))
            .set("orbis.disk.disk.size", "64m")
            .set("orbis.io.engine", engine);
        try (orbis) {
            orbis.start();
            final String url = orbis.url("disk").toString();
            // What nobody touches afterwards: flushed, and expected back by another initiator.
            Commands.run("qemu-io", "-f", "raw", "-c", "write -P 0x3c 48M 4M", "-c", "flush", url).require();
            final BackgroundLoad load = new BackgroundLoad(orbis.url("disk"), new Workload().sessions(2).depth(8)
                .readPercent(50).verify(true).range(32 << 20).warmUp(Duration.ZERO)
                .duration(Duration.ofSeconds(4)).reconnect(Duration.ofSeconds(60))).awaitWorking();
            if (kill) {
                orbis.kill();
            } else {
                orbis.close();
                assertEquals(0, orbis.process().exitValue() & ~143, orbis.log());
            }
            orbis.start();

            final LoadResult result = load.result();
            final String read = Commands.run("qemu-io", "-f", "raw", "-c", "read -P 0x3c 48M 4M", url).require();

            assertEquals(List.of(), result.messages());
            assertTrue(result.count() > 0);
            assertTrue(read.contains("read 4194304/4194304") && !read.contains("failed"), read);
        }
    }
}
