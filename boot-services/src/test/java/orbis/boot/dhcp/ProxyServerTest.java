package orbis.boot.dhcp;

import static orbis.protocol.dhcp.MessageType.DISCOVER;
import static orbis.protocol.dhcp.MessageType.INFORM;
import static orbis.protocol.dhcp.MessageType.OFFER;
import static orbis.protocol.dhcp.MessageType.REQUEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import orbis.boot.Ipv4;
import orbis.boot.recipe.BootAnswer;
import orbis.protocol.dhcp.DhcpOptionCode;
import org.junit.jupiter.api.Test;

class ProxyServerTest {
    private final DhcpBench bench = DhcpBench.proxy();

    private static Packet known() {
        return Packet.of(DISCOVER, DhcpBench.KNOWN);
    }

    @Test
    void shouldOfferABootFileWithoutAnAddressToABios() {
        bench.firmwareAnswer = new BootAnswer("undionly.kpxe", 0, null, null, List.of());

        final Reply offer = bench.only(bench.send(known().text(DhcpOptionCode.VENDOR_CLASS, "PXEClient:Arch:00000")
            .option(DhcpOptionCode.CLIENT_ARCHITECTURE, "0000")));

        assertEquals(OFFER, offer.type());
        assertEquals("0.0.0.0", offer.yourAddress());
        assertEquals("255.255.255.255:68", offer.to());
        assertEquals("060108ff", offer.hex(DhcpOptionCode.VENDOR_SPECIFIC));
        assertEquals("PXEClient", offer.text(DhcpOptionCode.VENDOR_CLASS));
        assertEquals("undionly.kpxe", offer.text(DhcpOptionCode.BOOT_FILE));
        assertEquals("undionly.kpxe", offer.header().file());
        assertEquals(Ipv4.parse(DhcpBench.SERVER), offer.header().nextServer());
        assertEquals("ac100001", offer.hex(DhcpOptionCode.SERVER_IDENTIFIER));
        assertFalse(offer.has(DhcpOptionCode.LEASE_TIME));
        assertFalse(offer.has(DhcpOptionCode.SUBNET_MASK));
        assertFalse(offer.has(DhcpOptionCode.ROUTER));
    }

    @Test
    void shouldSendUefiToTheBootPort() {
        final Reply offer = bench.only(bench.send(known().uefi()));

        assertEquals("PXEClient", offer.text(DhcpOptionCode.VENDOR_CLASS));
        assertFalse(offer.has(DhcpOptionCode.VENDOR_SPECIFIC));
        assertFalse(offer.has(DhcpOptionCode.BOOT_FILE));
        assertEquals(Ipv4.parse(DhcpBench.SERVER), offer.header().nextServer());

        final Reply ack = bench.sendToBootPort(Packet.of(REQUEST, DhcpBench.KNOWN).uefi()
            .current("172.16.0.77"), "172.16.0.77", 68).get(1);
        assertEquals("172.16.0.77:4011", ack.to());
        assertEquals("shimx64.efi", ack.text(DhcpOptionCode.BOOT_FILE));
    }

    @Test
    void shouldTellIpxeAllAtOnce() {
        bench.firmwareAnswer = new BootAnswer("http://172.16.0.1:8480/boot.ipxe", 0, null, "iqn.a:b", List.of());

        final Reply offer = bench.only(bench.send(known().ipxe()));

        assertEquals("PXEClient", offer.text(DhcpOptionCode.VENDOR_CLASS));
        assertEquals("060108ff", offer.hex(DhcpOptionCode.VENDOR_SPECIFIC));
        assertEquals("http://172.16.0.1:8480/boot.ipxe", offer.text(DhcpOptionCode.BOOT_FILE));
        assertEquals(Ipv4.parse(DhcpBench.SERVER), offer.header().nextServer());
    }

    @Test
    void shouldTellHttpBootItsUrl() {
        bench.firmwareAnswer = new BootAnswer("http://172.16.0.1:8480/a.efi", 0, null, null, List.of());

        final Reply offer = bench.only(bench.send(
            known().text(DhcpOptionCode.VENDOR_CLASS, "HTTPClient:Arch:00016:UNDI:003001")));

        assertEquals("HTTPClient", offer.text(DhcpOptionCode.VENDOR_CLASS));
        assertEquals("http://172.16.0.1:8480/a.efi", offer.text(DhcpOptionCode.BOOT_FILE));
        assertFalse(offer.has(DhcpOptionCode.VENDOR_SPECIFIC));
    }

    @Test
    void shouldKeepSilentToOperatingSystemsAndStrangers() {
        assertEquals(List.of(), bench.send(known()));
        assertEquals(List.of(), bench.send(known().text(DhcpOptionCode.VENDOR_CLASS, "U-Boot.armv8")
            .option(DhcpOptionCode.CLIENT_ARCHITECTURE, "0016")));
        assertEquals(List.of(), bench.send(Packet.of(DISCOVER, DhcpBench.STRANGER).uefi()));
    }

    @Test
    void shouldLearnTheAddressOfWhoAsksOnTheBootPortFromThereAlone() {
        for (final String claimed : List.of("172.16.0.78", "203.0.113.9")) {
            bench.sendToBootPort(Packet.of(INFORM, DhcpBench.KNOWN).uefi().current(claimed), "172.16.0.77", 68);
            assertNull(bench.clients.byAddress(Ipv4.parse(claimed)));
        }
        bench.sendToBootPort(Packet.of(INFORM, DhcpBench.KNOWN).uefi().current("203.0.113.9"), "203.0.113.9", 68);
        assertNull(bench.clients.byAddress(Ipv4.parse("203.0.113.9")));

        bench.sendToBootPort(Packet.of(INFORM, DhcpBench.KNOWN).uefi().current("172.16.0.77"), "172.16.0.77", 68);
        assertEquals("uqbar", bench.clients.byAddress(Ipv4.parse("172.16.0.77")).name());
    }

    @Test
    void shouldLearnNoAddressOfAnotherNetwork() {
        bench.send(Packet.of(REQUEST, DhcpBench.KNOWN).server("172.16.0.9").requested("203.0.113.9"));
        bench.send(Packet.of(REQUEST, DhcpBench.KNOWN).server("172.16.0.9").requested("10.1.0.10"));

        assertNull(bench.clients.byAddress(Ipv4.parse("203.0.113.9")));
        assertNull(bench.clients.byAddress(Ipv4.parse("10.1.0.10")));
    }

    @Test
    void shouldNotAnswerARelayThatIsNotConfigured() {
        assertEquals(List.of(), bench.send(known().uefi().relay("192.0.2.1")));

        assertEquals(1, bench.counters.get(DhcpCounter.WRONG_NETWORK));
        assertEquals("10.1.0.1:67", bench.only(bench.send(known().uefi().relay("10.1.0.1"))).to());
    }

    @Test
    void shouldLearnTheAddressThatTheOtherServerGives() {
        assertEquals(List.of(), bench.send(Packet.of(REQUEST, DhcpBench.KNOWN)
            .server("172.16.0.9").requested("172.16.0.77")));

        assertEquals("uqbar", bench.clients.byAddress(Ipv4.parse("172.16.0.77")).name());
        assertEquals(List.of("172.16.0.9"), bench.service.foreignServers().list());
    }
}
