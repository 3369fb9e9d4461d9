package orbis.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import orbis.engine.status.CountersFile;
import orbis.engine.status.CountersView;
import orbis.engine.status.DiskCounters;
import orbis.engine.status.SystemCounter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusReportTest {
    @TempDir
    private Path folder;
    private CountersFile counters;
    private DiskCounters disk;
    private StatusSample before;

    @BeforeEach
    void count() throws IOException {
        counters = CountersFile.create(folder.resolve("counters"), 2, 2);
        disk = counters.newDisk("root", 1L << 30, 512, 0);
        disk.onRead(512, 1_000_000);
        before = sample(0);
        for (int i = 0; i < 100; i++) {
            disk.onRead(4096, 20_000);
        }
        disk.onWrite(8192, 50_000);
    }

    /** A look at the counters, as if it had been at another time. */
    private StatusSample sample(final long timeNs) throws IOException {
        final StatusSample now = StatusSample.of(CountersView.open(folder.resolve("counters")));
        return new StatusSample(timeNs, now.pid(), now.startMs(), now.system(), now.disks(), now.sessions(),
            now.faults());
    }

    private static List<String> row(final String text, final String start) {
        final String line = text.lines().filter(each -> each.stripLeading().startsWith(start)).findFirst().orElse("");
        return List.of(line.strip().split(" {2,}"));
    }

    @Test
    void shouldTellRatesBetweenTwoLooksAndLatenciesSinceTheStart() throws IOException {
        final String text = new StatusReport(before, sample(2_000_000_000L), false).text();
        assertEquals(List.of("root", "1g", "0", "50", "1", "204.8kB", "4.1kB", "20.1us", "20.1us", "1004.0us",
            "50.0us", "50.0us", "50.0us", "0"), row(text, "root"));
    }

    @Test
    void shouldTellLatenciesBetweenTwoLooksWhenItWatches() throws IOException {
        final String text = new StatusReport(before, sample(1_000_000_000L), true).text();
        assertEquals("20.1us", row(text, "root").get(9));
    }

    @Test
    void shouldListSessionsFaultsAndCountersThatCount() throws IOException {
        counters.newSession("iqn.2022-07.san:a", "10.0.0.7:51234", "root", 1, 7).onRead(4096);
        counters.system(SystemCounter.LOGINS).increment();
        counters.errorLog().onError(new IOException("the cable is out"));
        final String text = new StatusReport(before, sample(1_000_000_000L), false).text();
        final List<String> session = row(text, "7 ");
        assertEquals("root", session.get(1));
        assertEquals("10.0.0.7:51234", session.get(2));
        assertEquals("iqn.2022-07.san:a", session.get(session.size() - 1));
        assertTrue(text.contains("logins 1"), text);
        assertFalse(text.contains("logouts"), text);
        assertTrue(text.contains("the cable is out"), text);
    }

    @Test
    void shouldWriteJsonThatHoldsTogether() throws IOException {
        counters.errorLog().onError(new IOException("a \"quote\"\n\\ and\u0001"));
        final String json = new StatusReport(before, sample(1_000_000_000L), true).json();
        assertTrue(json.contains("\"readsPerSecond\":100,\"writesPerSecond\":1"), json);
        assertTrue(json.contains("\"readLatencyNs\":{\"count\":100,"), json);
        assertTrue(json.contains("a \\\"quote\\\"\\u000a\\\\ and\\u0001"), json);
        assertEquals(json.chars().filter(c -> c == '{').count(), json.chars().filter(c -> c == '}').count());
        assertFalse(json.contains(",}") || json.contains(",]") || json.contains("{,") || json.contains("}{"), json);
    }

    @Test
    void shouldPutNumbersToTheRightAndWordsToTheLeft() {
        assertEquals("A    B  C\nx    1  word\nyy  23\n",
            new Table().row("A", "B", "C").row("x", 1, "word").row("yy", 23).toString());
    }
}
