package orbis.engine.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountersFileTest {
    @TempDir
    private Path folder;
    private Path path;
    private CountersFile file;

    @BeforeEach
    void createFile() throws IOException {
        path = folder.resolve("counters");
        file = CountersFile.create(path, 4, 3);
    }

    @Test
    void shouldShowDiskCountersToAReader() throws IOException {
        final DiskCounters root = file.newDisk("root", 1L << 40, 512, 1);
        root.onRead(4096, 100_000);
        root.onRead(8192, 300_000);
        root.onWrite(512, 50_000);
        root.onFlush();
        root.onUnmap();
        root.onOther();
        root.onError();
        root.onAbort();
        root.onAttach();
        root.onAttach();
        root.onDetach();
        root.size(1L << 41);

        final DiskStatus status = CountersView.open(path).disks().get(0);
        assertEquals("root", status.name());
        assertEquals(1L << 41, status.size());
        assertEquals(512, status.blockSize());
        assertEquals(1, status.agent());
        assertEquals(2, status.get(DiskCounter.READS));
        assertEquals(12_288, status.get(DiskCounter.READ_BYTES));
        assertEquals(1, status.get(DiskCounter.WRITES));
        assertEquals(512, status.get(DiskCounter.WRITTEN_BYTES));
        assertEquals(1, status.get(DiskCounter.FLUSHES));
        assertEquals(1, status.get(DiskCounter.UNMAPS));
        assertEquals(1, status.get(DiskCounter.OTHERS));
        assertEquals(1, status.get(DiskCounter.ERRORS));
        assertEquals(1, status.get(DiskCounter.ABORTS));
        assertEquals(1, status.get(DiskCounter.SESSIONS));
        assertEquals(300_000, status.reads().getMaxValue(), 6_000);
        assertEquals(50_000, status.writes().getMaxValue(), 1_000);
    }

    @Test
    void shouldTellWhatHappenedBetweenTwoLooks() throws IOException {
        final DiskCounters disk = file.newDisk("d", 1, 512, 0);
        final CountersView view = CountersView.open(path);
        disk.onAttach();
        disk.onRead(512, 1_000_000);
        final DiskStatus earlier = view.disks().get(0);
        disk.onRead(1024, 2_000);
        final DiskStatus between = view.disks().get(0).since(earlier);
        assertEquals(1, between.get(DiskCounter.READS));
        assertEquals(1024, between.get(DiskCounter.READ_BYTES));
        assertEquals(1, between.get(DiskCounter.SESSIONS));
        assertEquals(1, between.reads().getTotalCount());
        assertTrue(between.reads().getMaxValue() < 3_000);
    }

    @Test
    void shouldShowSessionsUntilTheyEnd() throws IOException {
        final CountersView view = CountersView.open(path);
        final SessionCounters session =
            file.newSession("iqn.2022-07.san:a", "10.0.0.7:51234", "root", 0x400001370000L, 7);
        session.onRead(4096);
        session.onWrite(512);
        session.onOther();
        session.onError();
        session.onTaskManagement();

        final SessionStatus status = view.sessions().get(0);
        assertEquals("iqn.2022-07.san:a", status.initiator());
        assertEquals("10.0.0.7:51234", status.address());
        assertEquals("root", status.disk());
        assertEquals(0x400001370000L, status.isid());
        assertEquals(7, status.tsih());
        assertEquals(4096, status.get(SessionCounter.READ_BYTES));
        assertEquals(1, status.get(SessionCounter.ERRORS));
        session.close();
        session.close();
        assertEquals(List.of(), view.sessions());
    }

    @Test
    void shouldUseRecordsAgainAndStartThemAtZero() throws IOException {
        final SessionCounters first = file.newSession("a", "x", "d", 1, 1);
        first.onRead(1);
        first.close();
        final SessionCounters second = file.newSession("bb", "y", "e", 2, 2);
        first.close();
        final SessionStatus status = CountersView.open(path).sessions().get(0);
        assertEquals("bb", status.initiator());
        assertEquals(0, status.get(SessionCounter.READS));
        second.close();
    }

    @Test
    void shouldCountInPrivateWhenAllSessionRecordsAreTaken() throws IOException {
        for (int i = 0; i < 3; i++) {
            file.newSession("i" + i, "x", "d", i, i);
        }
        final SessionCounters beyond = file.newSession("beyond", "x", "d", 9, 9);
        beyond.onRead(512);
        assertEquals(512, beyond.get(SessionCounter.READ_BYTES));
        assertEquals(3, CountersView.open(path).sessions().size());
        beyond.close();
        assertEquals(3, CountersView.open(path).sessions().size());
    }

    @Test
    void shouldCutTextThatDoesNotFit() throws IOException {
        file.newSession("n".repeat(1000), "a".repeat(1000), "d".repeat(1000), 1, 1);
        final SessionStatus status = CountersView.open(path).sessions().get(0);
        assertEquals("n".repeat(224), status.initiator());
        assertEquals("a".repeat(56), status.address());
        assertEquals("d".repeat(188), status.disk());
    }

    @Test
    void shouldRefuseMoreDisksThanThereIsRoomFor() {
        for (int i = 0; i < 4; i++) {
            file.newDisk("d" + i, 1, 512, 0);
        }
        assertThrows(IllegalStateException.class, () -> file.newDisk("e", 1, 512, 0));
    }

    @Test
    void shouldShowSystemCountersByLabel() throws IOException {
        file.system(SystemCounter.LOGINS).increment();
        file.newCounter("agent 0 cycles").set(42);
        final CountersView view = CountersView.open(path);
        assertEquals(1, view.system().get("logins"));
        assertEquals(0, view.system().get("protocol errors"));
        assertEquals(42, view.system().get("agent 0 cycles"));
    }

    @Test
    void shouldKeepADistinctFaultOnceWithItsCount() throws IOException {
        for (int i = 0; i < 3; i++) {
            file.errorLog().onError(new IllegalStateException("the pool is gone"));
        }
        final CountersView view = CountersView.open(path);
        assertEquals(1, view.faults().size());
        assertEquals(3, view.faults().get(0).count());
        assertTrue(view.faults().get(0).text().contains("the pool is gone"));
        assertEquals(3, view.system().get("faults logged"));
    }

    @Test
    void shouldTellWhetherTheServerIsAlive() throws IOException {
        final CountersView view = CountersView.open(path);
        final long now = System.currentTimeMillis();
        assertEquals(ProcessHandle.current().pid(), view.pid());
        assertTrue(view.isAlive(now));
        assertFalse(view.isAlive(now + 2 * CountersView.BEAT_TIMEOUT_MS));
        file.close();
        assertFalse(view.isAlive(now));
    }

    @Test
    void shouldReplaceTheFileOfAnEarlierServerWithoutDisturbingItsReaders() throws IOException {
        final CountersView old = CountersView.open(path);
        file.newDisk("old", 1, 512, 0);
        CountersFile.create(path, 1, 1).newDisk("new", 1, 512, 0);
        assertEquals("old", old.disks().get(0).name());
        assertEquals("new", CountersView.open(path).disks().get(0).name());
    }

    @Test
    void shouldRefuseFilesThatAreNotCounters() throws IOException {
        final Path other = folder.resolve("other");
        Files.write(other, new byte[10]);
        assertThrows(IOException.class, () -> CountersView.open(other));
        Files.write(other, new byte[1000]);
        assertThrows(IOException.class, () -> CountersView.open(other));
        final byte[] bytes = Files.readAllBytes(path);
        Files.write(other, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        assertThrows(IOException.class, () -> CountersView.open(other));
        bytes[CountersLayout.VERSION_OFFSET]++;
        Files.write(other, bytes);
        assertThrows(IOException.class, () -> CountersView.open(other));
    }
}
