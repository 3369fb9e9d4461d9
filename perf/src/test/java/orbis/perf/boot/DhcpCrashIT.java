package orbis.perf.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server is killed in a storm of clients, and started again. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DhcpCrashIT {
    private static final int CLIENTS = 20_000;
    private static final int LEASES_BEFORE_THE_CRASH = 1000;

    @TempDir
    private Path folder;

    private NetworkLab lab;

    @BeforeEach
    void makeNetwork() throws Exception {
        lab = new NetworkLab(folder).namespace("server").namespace("client").join("server", "client");
        lab.ip("server", "address", "add", "172.31.0.1/16", "dev", "to-client");
        lab.ip("client", "address", "add", "172.31.0.2/16", "dev", "to-server");
    }

    @AfterEach
    void stop() throws Exception {
        lab.close();
    }

    private LabProcess server() throws IOException {
        return lab.startJava("server", DhcpUnderTest.class, "to-client", folder.toString(), "3600",
            "172.31.1.0-172.31.255.250");
    }

    private LabProcess storm(final int first, final int count) throws IOException {
        return lab.startJava("client", DhcpStorm.class, "172.31.0.2", "172.31.0.1",
            Integer.toString(first), Integer.toString(count));
    }

    /** Reads leases until the storm ends; the addresses by the clients' MAC addresses. */
    private static Map<String, String> leases(final LabProcess storm, final Map<String, String> before)
            throws IOException {
        final Map<String, String> leases = new TreeMap<>(before);
        for (String line = storm.line(); line != null && !line.startsWith("silence"); line = storm.line()) {
            final String[] parts = line.split(" ");
            assertEquals(2, parts.length, line);
            leases.put(parts[0], parts[1]);
        }
        return leases;
    }

    @Test
    void shouldForgetNoLeaseAndGiveNoAddressTwice() throws Exception {
        final LabProcess killed = server();
        final LabProcess storm = storm(0, CLIENTS);
        final Map<String, String> first = new TreeMap<>();
        while (first.size() < LEASES_BEFORE_THE_CRASH) {
            final String[] parts = storm.line().split(" ");
            first.put(parts[0], parts[1]);
        }
        killed.kill();
        final Map<String, String> acknowledged = leases(storm, first);
        assertTrue(acknowledged.size() < CLIENTS, "the storm was over before the crash");

        server();
        final Map<String, String> others = leases(storm(CLIENTS, 2000), Map.of());
        final Map<String, String> again = leases(storm(0, acknowledged.size()), Map.of());

        assertEquals(2000, others.size());
        final Set<String> addresses = new HashSet<>(acknowledged.values());
        assertEquals(acknowledged.size(), addresses.size());
        others.forEach((mac, address) -> assertTrue(addresses.add(address), address + " was given twice"));
        int met = 0;
        for (final Map.Entry<String, String> lease : again.entrySet()) {
            if (acknowledged.containsKey(lease.getKey())) {
                assertEquals(acknowledged.get(lease.getKey()), lease.getValue(), lease.getKey());
                met++;
            }
        }
        assertTrue(met >= LEASES_BEFORE_THE_CRASH / 2, met + " clients came again");
    }
}
