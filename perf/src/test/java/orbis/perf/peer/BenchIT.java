package orbis.perf.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import orbis.perf.process.Commands;
import orbis.perf.process.Launcher;
import orbis.perf.process.Readiness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The benchmarks as processes of their own: what they tell, and what they leave behind. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BenchIT {
    private static final int START_TIMEOUT_MS = 60_000;
    private static final int END_TIMEOUT_S = 10;
    private static final String PINNED = "target on core 0, client on core 1";

    @TempDir
    private Path folder;
    private Path temporary;

    @BeforeEach
    void makeFolder() throws IOException {
        temporary = Files.createDirectory(folder.resolve("temporary"));
    }

    private Process start(final String options) throws IOException {
        final List<String> command = new ArrayList<>(List.of(Launcher.path(), "bench"));
        command.addAll(List.of(options.replace("TMP", temporary.toString()).split(" ")));
        final ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("ORBIS_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
        return builder.start();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    private String run(final String options) throws Exception {
        assertEquals(0, start(options).waitFor(), this::outputOfFailure);
        assertEquals(List.of(), names(temporary));
        return output();
    }

    private String outputOfFailure() {
        try {
            return output();
        } catch (final IOException e) {
            return e.toString();
        }
    }

    private static List<String> names(final Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static boolean runs(final Process bench, final String word) {
        return bench.descendants().anyMatch(
            process -> process.info().commandLine().filter(command -> command.contains(word)).isPresent());
    }

    @ParameterizedTest
    @CsvSource({"soak --interval 10s, ' serve '", "compare --size 16m --tmpfs TMP --disk TMP, ' serve '",
        "dhcp --servers orbis --dir TMP --rates 50 --seconds 60, perfdhcp",
        "tftp --servers orbis --warm-up 1m, ' serve '"})
    void shouldLeaveNothingBehindWhenItIsTerminated(final String options, final String word) throws Exception {
        final Process bench = start(options);
        Readiness.await(bench, () -> runs(bench, word), START_TIMEOUT_MS);
        final List<ProcessHandle> descendants = bench.descendants().toList();

        bench.destroy();
        bench.waitFor();

        descendants.forEach(process -> process.onExit().orTimeout(END_TIMEOUT_S, TimeUnit.SECONDS).join());
        assertEquals(List.of(), names(temporary));
        assertEquals(List.of(), Commands.run("ip", "netns", "list").require().lines()
            .filter(space -> space.startsWith("orbis" + bench.pid() + "-")).toList());
        assertEquals(List.of(), names(CpuAccount.folder()).stream()
            .filter(group -> group.startsWith("orbis-" + bench.pid())).toList());
    }

    @Test
    void shouldSayHowASoakWasPinned() throws Exception {
        final String report = run("soak --duration 2s --interval 1s --longest-pause 1000");

        assertTrue(report.contains(PINNED), report);
    }

    @Test
    void shouldTellATableForEachBlockSizeOfTftp() throws Exception {
        final String report =
            run("tftp --servers orbis --clients 2 --window 4 --blksize 512,1468 --mb 2 --warm-up 100ms");

        assertTrue(report.matches("(?s).*Blocks of 512 bytes.*\\n\\| 2, 4 blocks \\| \\d.*" + PINNED
            + ".*Blocks of 1468 bytes.*\\n\\| 2, 4 blocks \\| \\d.*" + PINNED + ".*"), report);
    }

    @Test
    void shouldTellWhatTheDiskTookBesideDhcp() throws Exception {
        final String report = run("dhcp --servers orbis --dir TMP --rates 50 --seconds 1 --warm-up 1s");

        assertTrue(report.matches("(?s).*leases/s.*disk max \\d+\\.\\d ms.*\\n"
            + "[1-9]\\d* forced writes of 4 KiB .* p50 \\d.*"), report);
    }
}
