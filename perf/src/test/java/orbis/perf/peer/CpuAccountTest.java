package orbis.perf.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CpuAccountTest {
    @Test
    void shouldEndAProcessWhoseParentNeverTakesNotice() throws IOException {
        assertTrue(Files.isWritable(CpuAccount.folder()), "needs root, and control groups");
        final Path group = CpuAccount.folder().resolve("orbis-" + ProcessHandle.current().pid() + "test");
        final CpuAccount account = new CpuAccount("test");
        assertTrue(Files.exists(group));
        final List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" & exec sleep 100", "sh"));
        command.addAll(account.prefix());
        command.addAll(List.of("sh", "-c", "echo within; exec sleep 100"));
        final Process parent = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(parent.getInputStream()))) {
            assertEquals("within", lines.readLine());

            account.close();

            assertFalse(Files.exists(group));
            assertTrue(parent.isAlive());
        } finally {
            parent.destroyForcibly();
        }
    }
}
