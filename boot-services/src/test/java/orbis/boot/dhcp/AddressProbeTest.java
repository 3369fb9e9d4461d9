package orbis.boot.dhcp;

import static orbis.protocol.dhcp.MessageType.DISCOVER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import orbis.boot.MacAddress;
import org.junit.jupiter.api.Test;

class AddressProbeTest {
    private static final int WAIT_MS = 100;

    private final DhcpBench bench = new DhcpBench(DhcpBench.settings(DhcpMode.SERVER, true, WAIT_MS));

    private List<Reply> after(final int ms) {
        bench.nowMs += ms;
        bench.service.doWork();
        return bench.port.takeSent();
    }

    @Test
    void shouldOfferAnAddressOnceNobodyHasAnsweredForIt() {
        assertEquals(List.of(), bench.send(Packet.of(DISCOVER, DhcpBench.KNOWN)));
        assertEquals(List.of("172.16.0.100"), bench.port.sought());
        assertEquals(List.of(), after(WAIT_MS - 1));

        assertEquals("172.16.0.100", bench.only(after(1)).yourAddress());
    }

    @Test
    void shouldNotOfferAnAddressThatSomebodyHas() {
        bench.send(Packet.of(DISCOVER, DhcpBench.KNOWN));
        bench.port.holder("172.16.0.100", "02:00:00:00:00:99");

        assertEquals(List.of(), after(WAIT_MS));
        assertEquals(1, bench.counters.get(DhcpCounter.IN_USE));
        assertEquals("172.16.0.100 " + DhcpBench.KNOWN + " " + LeaseState.DECLINED + " "
            + (bench.nowMs + DhcpSettings.DEFAULT.quarantineMs()), bench.log.entries.get(1));
        bench.send(Packet.of(DISCOVER, DhcpBench.KNOWN));
        assertEquals("172.16.0.102", bench.only(after(WAIT_MS)).yourAddress());
    }

    @Test
    void shouldOfferAnAddressThatTheClientItselfStillHas() {
        bench.send(Packet.of(DISCOVER, DhcpBench.KNOWN));
        bench.port.holder("172.16.0.100", DhcpBench.KNOWN);

        assertEquals("172.16.0.100", bench.only(after(WAIT_MS)).yourAddress());
    }

    @Test
    void shouldNotAskForAddressesThatAClientHadBeforeOrThatAreFixed() {
        bench.send(Packet.of(DISCOVER, DhcpBench.KNOWN));
        after(WAIT_MS);

        assertEquals("172.16.0.100", bench.only(bench.send(Packet.of(DISCOVER, DhcpBench.KNOWN))).yourAddress());
        assertEquals("172.16.0.101", bench.only(bench.send(Packet.of(DISCOVER, DhcpBench.FIXED))).yourAddress());
        assertEquals(List.of("172.16.0.100"), bench.port.sought());
    }

    @Test
    void shouldNotAskOnNetworksBehindRelays() {
        bench.only(bench.send(Packet.of(DISCOVER, DhcpBench.STRANGER).relay("10.1.0.1")));

        assertEquals(List.of(), bench.port.sought());
    }

    @Test
    void shouldForgetTheOfferOfAClientThatGaveWay() {
        for (int i = 0; i < 3; i++) {
            bench.send(Packet.of(DISCOVER, MacAddress.format(0x020000000000L + i)));
        }
        bench.send(Packet.of(DISCOVER, DhcpBench.KNOWN));

        final List<String> offered = after(WAIT_MS).stream().map(Reply::yourAddress).toList();
        assertEquals(List.of("172.16.0.102", "172.16.0.103", "172.16.0.100"), offered);
    }
}
