package orbis.perf.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kea's load generator against the server. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PerfdhcpIT {
    private static final Pattern EXCHANGE = Pattern.compile(
        "Statistics for: (\\S+(?: \\(renewal\\))?)\\*\\*\\*\nsent packets: (\\d+)\nreceived packets: (\\d+)");

    @TempDir
    private Path folder;

    private NetworkLab lab;

    @BeforeEach
    void startServer() throws Exception {
        lab = new NetworkLab(folder).namespace("server").namespace("client").join("server", "client");
        lab.ip("server", "address", "add", "172.31.0.1/16", "dev", "to-client");
        lab.ip("client", "address", "add", "172.31.0.2/16", "dev", "to-server");
        lab.startJava("server", DhcpUnderTest.class, "to-client", folder.toString(), "3600",
            "172.31.1.0-172.31.255.250");
    }

    @AfterEach
    void stop() throws Exception {
        lab.close();
    }

    /** Runs perfdhcp, which ends with 3 when something stays unanswered, as every RELEASE does. */
    private String perfdhcp(final String options) throws Exception {
        return lab.run("client", "sh", "-c",
            "perfdhcp -4 -l to-server " + options + " 172.31.0.1 || [ $? = 3 ]");
    }

    /** Requests that were sent and not answered, of one kind of exchange. */
    private static int missing(final String report, final String exchange) {
        final Matcher matcher = EXCHANGE.matcher(report);
        while (matcher.find()) {
            if (matcher.group(1).equals(exchange)) {
                assertTrue(Integer.parseInt(matcher.group(2)) > 0, report);
                return Integer.parseInt(matcher.group(2)) - Integer.parseInt(matcher.group(3));
            }
        }
        throw new AssertionError("no " + exchange + " in " + report);
    }

    @Test
    void shouldLeaseRenewAndReleaseWithoutADrop() throws Exception {
        // Every ACK waits for the disk, which may take a second when others write to it: all that comes then must find
        // room in perfdhcp's small receive buffer.
        final String report = perfdhcp("-r 40 -f 16 -F 8 -R 3000 -p 15 -d 10 -W 2000000 -u");

        assertEquals(0, missing(report, "DISCOVER-OFFER"), report);
        assertEquals(0, missing(report, "REQUEST-ACK"), report);
        assertEquals(0, missing(report, "REQUEST-ACK (renewal)"), report);
        assertTrue(report.contains("non unique addresses: 0"), report);
        assertTrue(report.contains("Malformed packets: 0"), report);
    }
}
