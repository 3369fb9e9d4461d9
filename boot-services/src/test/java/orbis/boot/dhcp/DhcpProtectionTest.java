package orbis.boot.dhcp;

import static orbis.protocol.dhcp.MessageType.DECLINE;
import static orbis.protocol.dhcp.MessageType.DISCOVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import orbis.boot.ClientRecord;
import orbis.boot.FirmwareKind;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.boot.recipe.BootAnswer;
import orbis.protocol.dhcp.Architecture;
import orbis.protocol.dhcp.DhcpOptionCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DhcpProtectionTest {
    private static String mac(final int number) {
        return MacAddress.format(0x020000000000L + number);
    }

    @Test
    void shouldListUnknownMachinesAndAnswerThemNothing() {
        final DhcpBench bench = DhcpBench.forKnown();

        assertEquals(List.of(), bench.send(Packet.of(DISCOVER, DhcpBench.STRANGER).uefi()));

        final UnknownMachine machine = bench.service.unknownMachines().list().get(0);
        assertEquals(new UnknownMachine(MacAddress.parse(DhcpBench.STRANGER), "12345678-9abc-def0-1122-334455667788",
            Packet.UEFI_CLASS, Architecture.X64_UEFI, FirmwareKind.PXE, "br0", 0, 1_000_000), machine);
        assertEquals(1, bench.counters.get(DhcpCounter.UNKNOWN));
    }

    @Test
    void shouldServeAMachineAsSoonAsItHasARecord() {
        final DhcpBench bench = DhcpBench.forKnown();
        bench.send(Packet.of(DISCOVER, DhcpBench.STRANGER));

        final ClientRecord client = ClientRecord.named("new").mac(MacAddress.parse(DhcpBench.STRANGER)).build();
        bench.clients.put(client);
        bench.service.unknownMachines().remove(client);

        assertEquals("172.16.0.100", bench.boot(DhcpBench.STRANGER));
        assertEquals(List.of(), bench.service.unknownMachines().list());
    }

    @Test
    void shouldForgetAMachineThatGotARecordWithTheUuidThatIsListed() {
        final DhcpBench bench = DhcpBench.forKnown();
        bench.send(Packet.of(DISCOVER, mac(1)).uefi());
        bench.nowMs += 1000;
        bench.send(Packet.of(DISCOVER, mac(2)));

        bench.service.unknownMachines().remove(ClientRecord.named("new")
            .uuid(UUID.fromString(bench.service.unknownMachines().list().get(0).uuid())).build());

        assertEquals(List.of(MacAddress.parse(mac(2))),
            bench.service.unknownMachines().list().stream().map(UnknownMachine::mac).toList());
    }

    @Test
    void shouldKnowMachinesByUuidInEitherByteOrderAndByClientIdentifier() {
        final DhcpBench bench = DhcpBench.forKnown();
        bench.clients.put(ClientRecord.named("little")
            .uuid(UUID.fromString("12345678-9abc-def0-1122-334455667788")).build());
        bench.clients.put(ClientRecord.named("big")
            .uuid(UUID.fromString("aabbccdd-9abc-def0-1122-334455667788")).build());
        bench.clients.put(ClientRecord.named("chosen").clientId("ff00c0ffee").build());

        bench.send(Packet.of(DISCOVER, mac(1)).uefi());
        bench.send(Packet.of(DISCOVER, mac(2)).option(97, "00aabbccdd9abcdef01122334455667788"));
        bench.send(Packet.of(DISCOVER, mac(3)).option(61, "ff00c0ffee"));

        assertEquals(List.of("little DISCOVER null", "big DISCOVER null", "chosen DISCOVER null"),
            bench.stages.stream().filter(stage -> stage.contains("DISCOVER")).toList());
    }

    @Test
    @Timeout(60)
    void shouldKeepTheLeasesOfKnownClientsInAFloodOfStrangers() {
        final DhcpBench bench = DhcpBench.forAll();
        assertEquals("172.16.0.100", bench.boot(DhcpBench.KNOWN));
        final byte[] flood = Packet.of(DISCOVER, mac(1)).broadcast().bytes();
        for (int i = 1; i <= 1_000_000; i++) {
            flood[31] = (byte) (i >>> 16);
            flood[32] = (byte) (i >>> 8);
            flood[33] = (byte) i;
            bench.port.put(flood.clone(), 0, 68);
            bench.service.doWork();
            bench.nowMs += i % 100 == 0 ? 1 : 0;
        }
        bench.port.takeSent();

        assertEquals("172.16.0.100", bench.boot(DhcpBench.KNOWN));
        assertEquals("172.16.0.101", bench.boot(DhcpBench.FIXED));
        assertTrue(bench.counters.get(DhcpCounter.EXHAUSTED) > 900_000);
        assertEquals(3, bench.log.entries.size());
        assertTrue(bench.service.unknownMachines().list().size() <= 256);
    }

    @Test
    void shouldKeepAddressesForOthersWhenAClientDeclinesAllThatItGets() {
        final DhcpBench bench = DhcpBench.forAll();
        for (int i = 0; i < 10; i++) {
            final String address = bench.boot(DhcpBench.STRANGER);
            bench.send(Packet.of(DECLINE, DhcpBench.STRANGER).server(DhcpBench.SERVER).requested(address));
            bench.nowMs += 1000;
        }

        assertEquals(10, bench.counters.get(DhcpCounter.DECLINED));
        assertNotNull(bench.boot(DhcpBench.KNOWN));
    }

    @Test
    void shouldFindAnAddressForAKnownClientWhenStrangersHoldAllOffers() {
        final DhcpBench bench = DhcpBench.forAll();
        for (int i = 0; i < 10; i++) {
            bench.send(Packet.of(DISCOVER, mac(i)));
        }

        assertEquals("172.16.0.100", bench.boot(DhcpBench.KNOWN));
    }

    @Test
    void shouldSlowDownWhoAsksTooOften() {
        final DhcpBench bench = DhcpBench.forAll();
        for (int i = 0; i < 100; i++) {
            bench.send(Packet.of(DISCOVER, DhcpBench.STRANGER));
        }
        assertEquals(41, bench.counters.get(DhcpCounter.OFFERED));

        bench.send(Packet.of(DISCOVER, mac(77)));
        assertEquals(42, bench.counters.get(DhcpCounter.OFFERED));
        bench.nowMs += 50;
        bench.send(Packet.of(DISCOVER, DhcpBench.STRANGER));
        assertEquals(43, bench.counters.get(DhcpCounter.OFFERED));
    }

    @Test
    void shouldGoOnWhenTheClockIsSetBack() {
        final DhcpBench bench = new DhcpBench(DhcpBench.settings(DhcpMode.SERVER, false, 100));
        bench.clockStepMs = 7_200_000;
        for (int i = 0; i < 80; i++) {
            bench.send(Packet.of(DISCOVER, DhcpBench.FIXED));
        }
        bench.send(Packet.of(DISCOVER, mac(8)));
        bench.clockStepMs = 0;
        bench.nowMs += 2_000;

        assertEquals("172.16.0.101", bench.boot(DhcpBench.FIXED));
        bench.clients.put(ClientRecord.named("new").mac(MacAddress.parse(DhcpBench.STRANGER))
            .address(Ipv4.parse("172.16.0.102")).build());
        bench.nowMs += 100;
        bench.service.doWork();
        assertEquals(List.of(), bench.send(Packet.of(DISCOVER, DhcpBench.KNOWN).requested("172.16.0.102")));
        bench.nowMs += 100;
        bench.service.doWork();
        assertEquals("172.16.0.100", bench.only(bench.port.takeSent()).yourAddress());
        bench.send(Packet.of(DISCOVER, mac(9)));
        assertEquals(2, bench.service.unknownMachines().list().size());
    }

    @Test
    void shouldNotAnswerItsOwnHost() {
        final DhcpBench bench = DhcpBench.forAll();

        assertEquals(List.of(), bench.send(Packet.of(DISCOVER, MacAddress.format(bench.link.mac()))));
    }

    @Test
    void shouldDropWhatIsNoRequest() {
        final DhcpBench bench = DhcpBench.forAll();
        final byte[] reply = Packet.of(DISCOVER, DhcpBench.STRANGER).bytes();
        reply[0] = 2;
        bench.port.put(reply, 0, 68);
        final byte[] noCookie = Packet.of(DISCOVER, DhcpBench.STRANGER).bytes();
        noCookie[236] = 0;
        bench.port.put(noCookie, 0, 68);
        final byte[] longAddress = Packet.of(DISCOVER, DhcpBench.STRANGER).bytes();
        longAddress[2] = 17;
        bench.port.put(longAddress, 0, 68);
        final byte[] manyHops = Packet.of(DISCOVER, DhcpBench.STRANGER).bytes();
        manyHops[3] = 17;
        bench.port.put(manyHops, 0, 68);
        bench.port.put(new byte[239], 0, 68);
        bench.port.put(Packet.of(99, DhcpBench.STRANGER).bytes(), 0, 68);
        bench.service.doWork();

        assertEquals(List.of(), bench.port.takeSent());
        assertEquals(6, bench.counters.get(DhcpCounter.MALFORMED));
        assertEquals(0, bench.counters.get(DhcpCounter.FAULTS));
    }

    @Test
    void shouldTellClientsWithoutEthernetByTheirIdentifier() {
        final DhcpBench bench = DhcpBench.forAll();
        final Packet infiniband = Packet.of(DISCOVER, DhcpBench.STRANGER).option(61, "ff0001020304");
        infiniband.header().hardwareType(32).hardwareLength(0);
        final Packet another = Packet.of(DISCOVER, DhcpBench.STRANGER).option(61, "ff0001020305");
        another.header().hardwareType(32).hardwareLength(0);

        final Reply first = bench.only(bench.send(infiniband));
        final Reply second = bench.only(bench.send(another));

        assertEquals("255.255.255.255:68", first.to());
        assertEquals("172.16.0.100", first.yourAddress());
        assertEquals("172.16.0.102", second.yourAddress());
        assertEquals("ff0001020304", first.hex(DhcpOptionCode.CLIENT_IDENTIFIER));
    }

    @Test
    void shouldGoOnAfterAFault() {
        final DhcpBench bench = DhcpBench.forKnown();
        final BootAnswer answer = bench.plainAnswer;
        bench.plainAnswer = null;
        bench.send(Packet.of(DISCOVER, DhcpBench.KNOWN));
        assertEquals(1, bench.counters.get(DhcpCounter.FAULTS));

        bench.plainAnswer = answer;
        assertEquals("172.16.0.101", bench.boot(DhcpBench.FIXED));
    }

    @Test
    void shouldKeepTextsOfStrangersShort() {
        final DhcpBench bench = DhcpBench.forKnown();
        for (int i = 0; i < 1000; i++) {
            bench.nowMs += 100;
            bench.send(Packet.of(DISCOVER, mac(i)).option(60, "41".repeat(1000)));
        }

        assertEquals(256, bench.service.unknownMachines().list().size());
        assertTrue(bench.service.unknownMachines().list().stream()
            .allMatch(machine -> machine.vendorClass().getBytes(StandardCharsets.US_ASCII).length <= 64));
    }
}
