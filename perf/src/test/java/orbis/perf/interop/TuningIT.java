package orbis.perf.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import orbis.perf.load.LoadObserver;
import orbis.perf.load.LoadRun;
import orbis.perf.load.Workload;
import orbis.perf.peer.OrbisPeer;
import orbis.perf.process.Commands;
import orbis.perf.process.DebianPackages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is tuned by properties, as the kernel sees it: the calls that are made, and what ss and proc(5) tell. */
@Timeout(120)
class TuningIT {
    @TempDir
    private Path folder;

    @Test
    void shouldAskTheKernelForWhatThePropertiesSay() throws Exception {
        DebianPackages.require("strace", "iproute2");
        final Path calls = folder.resolve("calls");
        final OrbisPeer orbis = new OrbisPeer(List.of("strace", "-D", "-f", "-qq", "--seccomp-bpf", "-e",
            "trace=setsockopt,io_uring_setup", "-o", calls.toString()), folder)
            .memoryDisk("m", "16m")
            .set("orbis.io.engine", "uring").set("orbis.io.ring.entries", "256")
            .set("orbis.target.agents", "1").set("orbis.target.affinity", "1")
            .set("orbis.target.socket.buffer", "128k").set("orbis.target.congestion.control", "reno")
            .set("orbis.target.no.delay", "false").set("orbis.target.quick.ack", "true")
            .set("orbis.target.busy.poll", "50");
        final String[] connection = new String[1];
        try (orbis) {
            orbis.start();
            LoadRun.run(List.of(orbis.url("m")), new Workload().active(0).warmUp(Duration.ZERO)
                .duration(Duration.ofMillis(1)), new LoadObserver() {
                    @Override
                    public void connected(final int sessions) {
                        connection[0] = Commands.run("ss", "-tnimH", "state", "established", "sport", "=",
                            ":" + orbis.url("m").port()).require();
                    }
                });

            assertEquals("1", processors(orbis.pid(), "orbis-target-0"));
        }
        // Linux gives twice what it is asked for (socket(7)).
        assertTrue(connection[0].contains("rb262144") && connection[0].contains("tb262144"), connection[0]);
        assertTrue(connection[0].contains(" reno "), connection[0]);
        final String asked = Files.readString(calls);
        assertTrue(asked.contains("io_uring_setup(256, "), asked);
        assertTrue(asked.contains("TCP_NODELAY, [0], 4) = 0"), asked);
        assertTrue(asked.contains("TCP_QUICKACK, [1], 4) = 0"), asked);
        assertTrue(asked.contains("SO_BUSY_POLL, [50], 4) = 0"), asked);
    }

    /** The processors that a thread may run on. */
    private static String processors(final long pid, final String thread) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (final Path each : threads.toList()) {
                if (Files.readString(each.resolve("comm")).strip().equals(thread)) {
                    return Files.readAllLines(each.resolve("status")).stream()
                        .filter(line -> line.startsWith("Cpus_allowed_list:"))
                        .map(line -> line.substring(line.indexOf('\t') + 1)).findFirst().orElseThrow();
                }
            }
        }
        throw new AssertionError("no thread " + thread);
    }
}
