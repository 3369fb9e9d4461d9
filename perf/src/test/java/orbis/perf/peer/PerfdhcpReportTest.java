package orbis.perf.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PerfdhcpReportTest {
    /** Kea 2.2's perfdhcp, shortened. */
    private static final String REPORT = """
        ***Rate statistics***
        Rate: 399.446 4-way exchanges/second, expected rate: 500

        ***Statistics for: DISCOVER-OFFER***
        sent packets: 4
        received packets: 3

        ***Statistics for: REQUEST-ACK***
        sent packets: 3
        received packets: 2

        ***Timestamps for packets: DISCOVER-OFFER***
        sent / received: 000000.500000 / 000000.501234
        sent / received: 000000.600000 / 000000.600100
        sent / received: 000001.000000 / 000001.000300

        ***Timestamps for packets: REQUEST-ACK***
        sent / received: 000000.501300 / 000000.502300
        sent / received: 000000.999900 / 000001.500000
        """;

    @Test
    void shouldReadLeasesAndTimes() {
        final PerfdhcpReport report = PerfdhcpReport.parse(REPORT);

        assertEquals(4, report.discovers());
        assertEquals(2, report.leases());
        assertEquals(1.0, report.spanS(), 1e-9);
        assertEquals(2.0, report.rate(), 1e-9);
        assertEquals(50.0, report.lostPercent(), 1e-9);
        assertArrayEquals(new long[] {100, 300, 1234}, report.offerUs());
        assertArrayEquals(new long[] {1000, 500_100}, report.ackUs());
    }

    @Test
    void shouldFindPercentiles() {
        final long[] times = {1, 2, 3, 4};

        assertEquals(3, PerfdhcpReport.percentile(times, 50));
        assertEquals(4, PerfdhcpReport.percentile(times, 99));
        assertEquals(0, PerfdhcpReport.percentile(new long[0], 99));
    }

    @Test
    void shouldRefuseWhatIsNoReport() {
        assertThrows(IllegalArgumentException.class, () -> PerfdhcpReport.parse("perfdhcp: no such interface"));
    }
}
