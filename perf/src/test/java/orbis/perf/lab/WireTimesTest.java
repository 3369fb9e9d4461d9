package orbis.perf.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class WireTimesTest {
    /** Fields as tshark prints them: time, DHCP type, file, TFTP code, URI, iSCSI code, status, T, NSG. */
    private static final List<String> BOOT = List.of(
        "100.000\t1\t\t\t\t\t\t\t\t",
        "104.000\t2\t\t\t\t\t\t\t\t",
        "104.100\t5\t\t\t\t\t\t\t\t",
        "104.200\t\tgrubx64.efi\t1\t\t\t\t\t\t",
        "104.300\t\t\t5\t\t\t\t\t\t",
        "110.000\t\t\t\t\t0x03\t\t1\t0x01\tInitiatorName=iqn.a:b",
        "110.100\t\t\t\t\t0x23\t0x0000\t1\t0x01\t",
        "110.500\t\t\t\t\t0x23\t0x0000\t1\t0x03\t");

    @Test
    void shouldMeasureFromTheFirstDiscoverToTheLoginOfTheSystem() {
        final WireTimes times = new WireTimes();
        BOOT.forEach(times::add);
        assertEquals(10.5, times.discoverToLoginS(), 0.001);
        times.add("120.0\t1\t\t\t\t\t\t\t\t");
        times.add("120.1\t5\t\t\t\t\t\t\t\t");
        times.add("120.5\t\t\t\t\t0x03\t\t1\t0x03\tSessionType=Discovery");
        times.add("120.6\t\t\t\t\t0x23\t0x0000\tTrue\t0x03\t");
        assertTrue(Double.isNaN(times.discoverToLoginS()));
        times.add("121.5\t\t\t\t\t0x23\t0x0000\tTrue\t0x03\t");
        times.add("130.0\t\t\t\t\t0x23\t0x0000\tTrue\t0x03\t");
        assertEquals(21.5, times.discoverToLoginS(), 0.001);
    }

    @Test
    void shouldNotTakeAStageOfALoginForItsEnd() {
        final WireTimes times = new WireTimes();
        BOOT.subList(0, 7).forEach(times::add);
        assertTrue(Double.isNaN(times.discoverToLoginS()));
        assertEquals("iSCSI login answer 0x0000", times.stage());
    }

    @Test
    void shouldTellWhereAMachineStopped() {
        final WireTimes times = new WireTimes();
        assertEquals("nothing on the wire", times.stage());
        times.add(BOOT.get(0));
        assertEquals("DHCPDISCOVER", times.stage());
        times.add(BOOT.get(3));
        assertEquals("TFTP grubx64.efi", times.stage());
        times.add(BOOT.get(4));
        assertEquals("TFTP error", times.stage());
    }

    @Test
    void shouldLeaveOutALineThatIsNotWhole() {
        assertNull(WireTimes.event("100.000\t1\t"));
    }
}
