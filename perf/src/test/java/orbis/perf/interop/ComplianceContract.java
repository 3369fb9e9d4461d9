package orbis.perf.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import orbis.perf.load.TargetUrl;
import orbis.perf.peer.OrbisPeer;
import orbis.perf.process.Commands;
import orbis.perf.process.DebianPackages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * libiscsi's test suite, with disks of every kind, over two portals. No test fails, none is skipped but where it
 * cannot apply to the disk, and each passes on one disk or another.
 */
@Timeout(900)
abstract class ComplianceContract {
    private static final String SIZE = "1g";
    private static final long LOOP_SIZE = 1L << 30;

    private final Set<String> wrong = new TreeSet<>();
    private final Set<String> passed = new TreeSet<>();
    @TempDir
    private Path folder;
    private LoopDevice loop;
    private OrbisPeer orbis;
    private int secondPort;

    /** Kind of I/O engine. */
    abstract String engine();

    @BeforeEach
    void start() throws IOException {
        DebianPackages.require("libiscsi-bin");
        loop = new LoopDevice(folder.resolve("loop.img"), LOOP_SIZE);
        LoopDevice.sparse(folder.resolve("readonly.img"), 64L << 20);
        orbis = new OrbisPeer(List.of(), folder)
            .disk("file", folder.resolve("file.img")).set("orbis.disk.file.size", SIZE)
            .disk("4k", folder.resolve("4k.img")).set("orbis.disk.4k.size", SIZE)
            .set("orbis.disk.4k.block.size", "4096")
            // This release of the suite can have a header digest and no data digest.
            .set("orbis.disk.4k.digests", "preferred")
            .disk("device", loop.device())
            .memoryDisk("memory", "256m").set("orbis.disk.memory.physical.block.size", "512")
            .disk("removable", folder.resolve("removable.img")).set("orbis.disk.removable.size", "128m")
            .set("orbis.disk.removable.removable", "true")
            .disk("readonly", folder.resolve("readonly.img")).set("orbis.disk.readonly.readonly", "true")
            // SANITIZE must be seen at work for some seconds.
            .disk("slow", folder.resolve("slow.img")).set("orbis.disk.slow.size", "64m")
            .set("orbis.disk.slow.rate.max", "8m")
            // And CRYPTO ERASE needs a key to forget.
            .set("orbis.disk.slow.encryption", "aes-256-xts")
            .set("orbis.io.engine", engine());
        secondPort = Commands.freePort();
        orbis.set("orbis.iscsi.portals", "127.0.0.1:" + orbis.url("file").port() + ",127.0.0.1:" + secondPort);
        orbis.start();
    }

    @AfterEach
    void stop() {
        orbis.close();
        loop.close();
    }

    @Test
    void shouldPassTheTestSuiteOfLibiscsi() throws IOException {
        // The suite sleeps for a minute there, so it runs beside the others.
        final SuiteRun sanitize = SuiteRun.of("slow", "ALL.Sanitize");
        final CompletableFuture<TestSuiteResult> sanitized = CompletableFuture.supplyAsync(() -> run(sanitize));
        check(SuiteRun.whole512e("file"));
        check(SuiteRun.whole("4k"));
        check(SuiteRun.whole("device"));
        check(SuiteRun.whole("memory"));
        check(SuiteRun.of("removable", "ALL.PreventAllow", "ALL.NoMedia", "ALL.StartStopUnit"));
        check(SuiteRun.of("readonly", "ALL.ReadOnly"));
        check(sanitize, sanitized.join());
        final Set<String> left = tests();
        left.removeAll(passed);

        assertEquals(Set.of(), wrong);
        assertEquals(Set.of(), left, "passed nowhere");
        assertTrue(orbis.log().lines().filter(line -> line.contains(":4k")).filter(line -> line.contains("login of"))
            .allMatch(line -> line.endsWith(", header digest")), orbis.log());
        assertTrue(orbis.process().isAlive(), orbis.log());
        assertEquals(List.of(), orbis.log().lines().filter(line -> line.contains("\tat ")).toList());
    }

    private void check(final SuiteRun run) {
        check(run, run(run));
    }

    private void check(final SuiteRun run, final TestSuiteResult result) {
        System.out.printf("libiscsi's test suite: %-6s%-10s%s%n", engine(), run.disk(), result.summary());
        result.failed().forEach(test -> wrong.add(run.disk() + ": " + test + " failed"));
        result.skipped().stream().filter(test -> !run.maySkip(test))
            .forEach(test -> wrong.add(run.disk() + ": " + test + " was skipped"));
        passed.addAll(result.passed());
    }

    private TestSuiteResult run(final SuiteRun run) {
        final StringBuilder said = new StringBuilder();
        final TargetUrl first = orbis.url(run.disk());
        final TargetUrl second = new TargetUrl(first.host(), secondPort, first.target(), first.lun());
        final List<String> paths = List.of(first.toString(), second.toString()).subList(0, run.paths());
        for (final String tests : run.tests()) {
            final List<String> command = new ArrayList<>(
                List.of("iscsi-test-cu", "--dataloss", "--allow-sanitize", "--verbose", "--test=" + tests));
            command.addAll(paths);
            said.append(Commands.run(Duration.ofMinutes(5), command).output());
        }
        // Kept beside the reports: what failed is told there at length.
        try {
            Files.writeString(Path.of("target", "iscsi-test-cu-" + engine() + "-" + run.disk() + ".log"), said);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return TestSuiteResult.parse(said.toString());
    }

    /** All tests that there are. */
    private static Set<String> tests() {
        return Commands.run("iscsi-test-cu", "--list").require().lines().map(String::strip)
            .filter(line -> line.matches("ALL\\.[^.]+\\.[^.]+")).map(line -> line.substring("ALL.".length()))
            .collect(Collectors.toCollection(TreeSet::new));
    }
}
