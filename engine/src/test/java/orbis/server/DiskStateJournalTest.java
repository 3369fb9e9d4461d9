package orbis.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import orbis.engine.io.IoEngine;
import orbis.engine.io.IoEngines;
import orbis.engine.io.IoOptions;
import orbis.engine.scsi.KeptState;
import orbis.sys.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DiskStateJournalTest {
    private static final KeptState.Kind KIND = KeptState.Kind.RESERVATIONS;

    @TempDir
    private Path folder;
    private final List<Throwable> faults = new ArrayList<>();
    private IoEngine engine;
    private DiskStateJournal journal;
    private long result;

    @BeforeEach
    void open() throws IOException {
        engine = IoEngines.open("nio", new IoOptions());
        journal = new DiskStateJournal(folder.resolve("disks.journal"), faults::add);
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
        engine.close();
        assertEquals(List.of(), faults);
    }

    private void reopen() throws IOException {
        journal.close();
        journal = new DiskStateJournal(folder.resolve("disks.journal"), faults::add);
    }

    private long keep(final String disk, final byte[] state) {
        result = Long.MIN_VALUE;
        journal.of(disk, engine).keep(KIND, state, (token, ended) -> result = ended, 7);
        assertEquals(Long.MIN_VALUE, result, "told from within the call");
        while (result == Long.MIN_VALUE) {
            engine.await(1_000_000);
            engine.poll();
        }
        return result;
    }

    @Test
    void shouldGiveEachDiskWhatItKeptLast() throws IOException {
        assertEquals(0, keep("a", new byte[] {1, 2, 3}));
        assertEquals(0, keep("b", new byte[] {4}));
        assertEquals(0, keep("a", new byte[] {5, 6}));
        reopen();
        final KeptState a = journal.of("a", engine);
        assertTrue(a.keeps());
        assertArrayEquals(new byte[] {5, 6}, a.load(KIND));
        assertArrayEquals(new byte[] {4}, journal.of("b", engine).load(KIND));
        assertArrayEquals(new byte[0], journal.of("c", engine).load(KIND));
        assertArrayEquals(new byte[0], a.load(KeptState.Kind.SANITIZE));
    }

    @Test
    void shouldForgetWhatADiskNoLongerKeeps() throws IOException {
        keep("a", new byte[] {1});
        keep("a", new byte[0]);
        reopen();
        assertArrayEquals(new byte[0], journal.of("a", engine).load(KIND));
    }

    @Test
    void shouldStayWithinItsBoundsHoweverOftenStatesChange() throws IOException {
        final byte[] state = new byte[40_000];
        for (int i = 0; i < 1000; i++) {
            new Random(i).nextBytes(state);
            assertEquals(0, keep("disk" + i % 3, state));
        }
        reopen();
        assertArrayEquals(state, journal.of("disk0", engine).load(KIND));
        assertTrue(Files.size(folder.resolve("disks.journal")) <= 16L << 20);
    }

    @Test
    void shouldRefuseAStateThatNoRecordHolds() {
        assertEquals(-Errno.EFBIG, keep("a", new byte[70_000]));
        assertArrayEquals(new byte[0], journal.of("a", engine).load(KIND));
    }
}
