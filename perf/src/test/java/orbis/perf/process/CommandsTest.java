package orbis.perf.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CommandsTest {
    @Test
    void shouldKillACommandThatTakesTooLongWithAllThatItStarted(@TempDir final Path folder) throws IOException {
        final Path pid = folder.resolve("pid");
        final Commands.Outcome outcome = Commands.run(
            Duration.ofSeconds(1), List.of("sh", "-c", "sleep 60 & echo $! > " + pid + "; echo begun; wait"));

        assertEquals("begun\n", outcome.output());
        final String why = assertThrows(IllegalStateException.class, outcome::require).getMessage();
        assertTrue(why.startsWith("sh -c sleep 60") && why.endsWith(" took too long: begun"), why);
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
            .ifPresent(child -> child.onExit().orTimeout(5, TimeUnit.SECONDS).join());
    }

    @Test
    void shouldNotWaitForWhatACommandLeavesRunning() {
        final String pid = Commands.run("sh", "-c", "sleep 60 & echo $!").require();

        ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow().destroyForcibly();
    }

    @Test
    void shouldGiveTheOutputOfACommandThatFails() {
        final Commands.Outcome outcome = Commands.run("sh", "-c", "echo out; echo err >&2; exit 3");

        assertEquals(3, outcome.status());
        final String why = assertThrows(IllegalStateException.class, outcome::require).getMessage();
        assertTrue(why.endsWith(" ended with 3: out\nerr"), why);
    }

    @Test
    void shouldGiveACommandVariablesOfItsEnvironment() {
        assertEquals("near\n", Commands.run(Duration.ofSeconds(10), Map.of("PLACE", "near"),
            List.of("sh", "-c", "echo $PLACE")).require());
    }

    @Test
    void shouldSayWhenThereIsNoSuchCommand() {
        assertThrows(IllegalStateException.class, () -> Commands.run("no-such-command-here"));
    }
}
