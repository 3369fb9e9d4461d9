package orbis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import orbis.boot.dhcp.LeaseState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class JournalLeaseLogTest {
    private static final long CAPACITY = 1024 * 1024;

    private static final int ENTRIES = 60_000;

    @TempDir
    private Path folder;

    private final Semaphore wakeups = new Semaphore(0);
    private final List<Throwable> faults = new ArrayList<>();
    private final List<String> replayed = new ArrayList<>();

    private JournalLeaseLog open() {
        replayed.clear();
        final JournalLeaseLog log =
            new JournalLeaseLog(folder.resolve("leases"), CAPACITY, wakeups::release, faults::add);
        log.replay((address, key, state, expiryMs) ->
            replayed.add(address + " " + key + " " + state + " " + expiryMs), to -> to.onLease(1, 2, 3, 4));
        return log;
    }

    private void awaitDurable(final JournalLeaseLog log, final long position) throws InterruptedException {
        while (log.durable() < position) {
            wakeups.acquire();
        }
    }

    @Test
    void shouldTellAfterARestartWhatWasAppended() throws Exception {
        try (JournalLeaseLog log = open()) {
            log.append(0xac100064, 0x020000000001L, LeaseState.LEASED, 4_600_000);
            awaitDurable(log, log.append(0xac100065, -5, LeaseState.DECLINED, 1L << 40));
        }

        try (JournalLeaseLog log = open()) {
            assertEquals(List.of("-1408237468 2199023255553 2 4600000", "-1408237467 -5 3 1099511627776"), replayed);
            assertEquals(0, log.durable());
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void shouldTellWhatWasDurableWhenTheProcessDies() throws Exception {
        try (JournalLeaseLog log = open()) {
            awaitDurable(log, log.append(1, 2, LeaseState.LEASED, 3));
            Files.copy(folder.resolve("leases"), folder.resolve("copy"));
        }
        Files.move(folder.resolve("copy"), folder.resolve("leases"),
            StandardCopyOption.REPLACE_EXISTING);

        open().close();

        assertEquals(List.of("1 2 2 3"), replayed);
    }

    @Test
    void shouldForgetAllButTheLeasesOfTheMomentWhenItGrowsLong() throws Exception {
        try (JournalLeaseLog log = open()) {
            for (int i = 0; i < ENTRIES; i++) {
                final long position = log.append(i, i, LeaseState.LEASED, i);
                if (i % 200 == 199) {
                    awaitDurable(log, position);
                }
            }
            log.append(7, 7, LeaseState.LEASED, 7);
        }

        open().close();

        // Entries that come while the journal is rewritten stay: how many depends on the disk.
        assertTrue(replayed.size() < ENTRIES / 2, replayed.size() + " entries");
        assertEquals("1 2 3 4", replayed.get(0));
        assertEquals("7 7 2 7", replayed.get(replayed.size() - 1));
        assertEquals(List.of(), faults);
    }

    @Test
    void shouldSayWhyTheJournalCannotBeOpened() throws IOException {
        Files.createDirectory(folder.resolve("leases"));

        final IllegalStateException fault = assertThrows(IllegalStateException.class, this::open);

        assertTrue(fault.getMessage().startsWith("cannot open the lease journal: "), fault.getMessage());
    }
}
