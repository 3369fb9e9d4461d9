package orbis.perf.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import orbis.perf.process.Commands;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CoresTest {
    private static final String ALLOWED = "Cpus_allowed_list:\t";
    private static final String NO_SUCH_CORE = "4095";

    private static Cores cores(final String... options) {
        return CommandLine.populateCommand(new Cores(), options);
    }

    @Test
    void shouldKeepTargetAndClientApart() {
        assertEquals("target on core 0, client on core 1", cores().toString());
        assertEquals("target on core 0,2-3, client on core 4",
            cores("--target-core", "0,2-3", "--client-core=4").toString());
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
    void shouldSayThatThereIsNoSuchCore() {
        assertThrows(IllegalStateException.class,
            () -> cores("--client-core", NO_SUCH_CORE).pinClient(ProcessHandle.current().pid()));
    }
}
