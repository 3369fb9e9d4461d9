package orbis.perf.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirmwareVariablesTest {
    private static final UUID GLOBAL = UUID.fromString("8be4df61-93ca-11d2-aa0d-00e098032b8c");
    private static final int FIRST = 72 + 28;

    @TempDir
    private Path folder;
    private Path flash;

    @BeforeEach
    void eraseFlash() throws IOException {
        final byte[] bytes = new byte[8192];
        Arrays.fill(bytes, FIRST, bytes.length, (byte) 0xff);
        bytes[48] = 72;
        flash = Files.write(folder.resolve("flash.fd"), bytes);
    }

    @Test
    void shouldLayOutAVariableAsTheFirmwareDoes() throws IOException {
        final FirmwareVariables variables = new FirmwareVariables(flash);
        variables.add(GLOBAL, "Lang", new byte[] {'e', 'n', 'g', 0});
        variables.save(flash);
        // From a flash that OVMF wrote, but for the attributes.
        final String expected = "aa553f0003000000" + "00".repeat(28) + "0a00000004000000"
            + "61dfe48bca93d211aa0d00e098032b8c" + "4c0061006e00670000006" + "56e6700ffff";
        final byte[] written = Files.readAllBytes(flash);
        assertEquals(expected, HexFormat.of().formatHex(written, FIRST, FIRST + expected.length() / 2));
    }

    @Test
    void shouldFindWhatWasAddedLast() {
        final FirmwareVariables variables = new FirmwareVariables(flash);
        variables.add(GLOBAL, "A", new byte[] {1});
        variables.add(GLOBAL, "B", new byte[] {2, 2});
        variables.add(IscsiAttempt.CONFIGURATION, "A", new byte[] {3, 3, 3});
        variables.save(flash);
        final FirmwareVariables read = new FirmwareVariables(flash);
        assertArrayEquals(new byte[] {1}, read.value(GLOBAL, "A"));
        assertArrayEquals(new byte[] {2, 2}, read.value(GLOBAL, "B"));
        assertArrayEquals(new byte[] {3, 3, 3}, read.value(IscsiAttempt.CONFIGURATION, "A"));
        assertNull(read.value(GLOBAL, "C"));
    }

    @Test
    void shouldWriteAnAttemptWhereTheFirmwareReadsIt() {
        final FirmwareVariables variables = new FirmwareVariables(flash);
        new IscsiAttempt("iqn.2026-01.test:a", "00:0c:29:8c:d4:14", "alice", "alice-secret", "bob", "bobs-secrets")
            .store(variables);
        final byte[] attempt = variables.value(IscsiAttempt.INITIATOR_NAME, "Attempt 1");
        assertEquals(1049, attempt.length);
        assertEquals("00:0C:29:8C:D4:14", text(attempt, 38));
        assertEquals("alice", text(attempt, 759));
        assertEquals("alice-secret", text(attempt, 886));
        assertEquals("bob", text(attempt, 903));
        assertEquals("bobs-secrets", text(attempt, 1030));
        assertEquals("iqn.2026-01.test:a", text(variables.value(IscsiAttempt.INITIATOR_NAME, "I_NAME"), 0));
    }

    private static String text(final byte[] bytes, final int offset) {
        int end = offset;
        while (bytes[end] != 0) {
            end++;
        }
        return new String(bytes, offset, end - offset);
    }
}
