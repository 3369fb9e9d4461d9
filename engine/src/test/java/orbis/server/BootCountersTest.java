package orbis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import orbis.boot.BootContext;
import orbis.boot.ClientDirectory;
import orbis.boot.Network;
import orbis.engine.status.CountersFile;
import orbis.engine.status.CountersView;
import org.agrona.concurrent.CachedNanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootCountersTest {
    @TempDir
    private Path folder;

    @Test
    void shouldCarryCountsToTheFileAFewTimesASecond() throws Exception {
        final CachedNanoClock clock = new CachedNanoClock();
        final BootCounters counters = counters(clock);
        final CountersView view = CountersView.open(folder.resolve("counters"));
        final AtomicLong packets = new AtomicLong(5);
        counters.add("packets", packets::get);
        assertEquals(0, counters.doWork());
        assertEquals(5, view.system().get("packets"));
        packets.set(6);
        counters.doWork();
        assertEquals(5, view.system().get("packets"));
        clock.advance(100_000_000);
        counters.doWork();
        assertEquals(6, view.system().get("packets"));
    }

    @Test
    void shouldShowTheCountsOfEachService() throws Exception {
        counters(new CachedNanoClock())
            .addAll(new BootContext(new Network(List.of(), List.of()), new ClientDirectory())).doWork();
        final CountersView view = CountersView.open(folder.resolve("counters"));
        assertEquals(0, view.system().get("DHCP acked"));
        assertEquals(0, view.system().get("TFTP files sent"));
        assertEquals(0, view.system().get("HTTP requests"));
    }

    private BootCounters counters(final CachedNanoClock clock) throws IOException {
        return new BootCounters(CountersFile.create(folder.resolve("counters"), 1, 1), clock);
    }
}
