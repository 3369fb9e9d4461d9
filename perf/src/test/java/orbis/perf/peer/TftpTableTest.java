package orbis.perf.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import orbis.perf.load.TftpStormResult;
import org.junit.jupiter.api.Test;

class TftpTableTest {
    private static final long GB = 1_000_000_000;

    private static TftpRun run(
        final String server, final int clients, final int window, final double cpuS, final long timeouts,
        final Map<String, Integer> failures) {
        return new TftpRun(server, 1468, window,
            new TftpStormResult(clients, GB / 2, 5 * GB, GB, GB, 1, timeouts, 0, failures), cpuS);
    }

    @Test
    void shouldPutServersSideBySideInALineForEachCrowd() {
        final List<TftpRun> runs = List.of(
            run("orbis", 1, 1, 2, 0, Map.of()), run("orbis", 32, 4, 0.5, 0, Map.of()),
            run("dnsmasq", 1, 1, 3, 0, Map.of()), run("dnsmasq", 32, 4, 1, 62, Map.of("a", 2, "b", 1)));

        assertEquals("""

            Blocks of 1468 bytes: CPU seconds of the server for a gigabyte, and throughput

            | clients, window | orbis | dnsmasq |
            |---|---:|---:|
            | 1, lock step | 4.00, 100 MB/s | 6.00, 100 MB/s |
            | 32, 4 blocks | 1.00, 100 MB/s | 2.00, 100 MB/s, 62 time-outs, 2x a, 1x b |

            target on core 0
            """, TftpTable.of(1468, runs, "target on core 0"));
    }

    @Test
    void shouldKeepBlockSizesApart() {
        assertEquals(-1, TftpTable.of(1024, List.of(run("orbis", 1, 1, 2, 0, Map.of())), "").indexOf("lock step"));
    }
}
