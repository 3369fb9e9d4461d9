package orbis.perf.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import orbis.perf.process.Cleanup;
import orbis.perf.process.Commands;
import orbis.perf.process.Readiness;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CoresTest {
    private static final String ALLOWED = "Cpus_allowed_list:\t";
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String NO_SUCH_CORE = "4095";

    private static Cores cores(final String... options) {
        return CommandLine.populateCommand(new Cores(), options);
    }

    @Test
    void shouldKeepTargetAndClientApart() {
        assertEquals("target on core 0, client on core 1, both kept awake", cores().toString());
        assertEquals("target on core 0,2-3, client on core 4",
            cores("--target-core", "0,2-3", "--client-core=4", "--let-cores-sleep").toString());
    }

    @Test
    void shouldPinATarget() {
        final List<String> command = new ArrayList<>(cores("--target-core", "0").ofTarget());
        command.addAll(List.of("cat", "/proc/self/status"));

        assertTrue(Commands.run(command).require().contains(ALLOWED + "0\n"));
    }

    @Test
    void shouldPinAClientThatRuns() throws Exception {
        final Process client = new ProcessBuilder("sleep", "60").start();
        try {
            cores("--client-core", "0").pinClient(client.pid());

            assertTrue(Files.readString(Path.of("/proc", Long.toString(client.pid()), "status"))
                .contains(ALLOWED + "0\n"));
        } finally {
            client.destroyForcibly();
        }
    }

    @Test
    void shouldKeepEachCoreAwakeUntilTheEndOfTheRun() throws Exception {
        final Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
        final List<ProcessHandle> awake;
        try (Cleanup run = new Cleanup()) {
            cores("--target-core", "0", "--client-core", "0").keepAwake(run);
            awake = ProcessHandle.current().children().filter(child -> !before.contains(child)).toList();

            assertEquals(1, awake.size());
            assertTrue(Readiness.await(() -> idlePriority(awake.get(0)), LOOK, LIMIT));
        }
        assertFalse(awake.get(0).isAlive());
    }

    private static boolean idlePriority(final ProcessHandle process) {
        return Commands.run("chrt", "-p", Long.toString(process.pid())).require().contains("SCHED_IDLE");
    }

    @Test
    void shouldLetCoresSleepWhenAsked() throws Exception {
        final long before = ProcessHandle.current().children().count();
        try (Cleanup run = new Cleanup()) {
            cores("--let-cores-sleep").keepAwake(run);

            assertEquals(before, ProcessHandle.current().children().count());
        }
    }

    @Test
    void shouldCountEachCoreOfAListOnce() {
        assertArrayEquals(new int[] {0, 2, 3, 4}, AwakeCores.cores("0,2-3", "3-4"));
    }

    @Test
    void shouldSayThatThereIsNoSuchCore() {
        assertThrows(IllegalStateException.class,
            () -> cores("--client-core", NO_SUCH_CORE).pinClient(ProcessHandle.current().pid()));
    }
}
