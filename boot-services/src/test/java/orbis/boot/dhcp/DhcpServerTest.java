package orbis.boot.dhcp;

import static orbis.protocol.dhcp.MessageType.ACK;
import static orbis.protocol.dhcp.MessageType.DECLINE;
import static orbis.protocol.dhcp.MessageType.DISCOVER;
import static orbis.protocol.dhcp.MessageType.INFORM;
import static orbis.protocol.dhcp.MessageType.NAK;
import static orbis.protocol.dhcp.MessageType.OFFER;
import static orbis.protocol.dhcp.MessageType.RELEASE;
import static orbis.protocol.dhcp.MessageType.REQUEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import orbis.boot.ClientRecord;
import orbis.boot.DhcpOption;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.protocol.dhcp.DhcpFlyweight;
import orbis.protocol.dhcp.DhcpOptionCode;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DhcpServerTest {
    private static final String OTHER = "02:00:00:00:00:02";

    private final DhcpBench bench = DhcpBench.forAll();

    private Reply one(final Packet packet) {
        return bench.only(bench.send(packet));
    }

    @Test
    void shouldOfferAndGrantAnAddress() {
        final Reply offer = one(Packet.of(DISCOVER, DhcpBench.STRANGER).broadcast());

        assertEquals(OFFER, offer.type());
        assertEquals("172.16.0.100", offer.yourAddress());
        assertEquals("255.255.255.255:68", offer.to());
        assertEquals("ac100001", offer.hex(DhcpOptionCode.SERVER_IDENTIFIER));
        assertEquals("00000e10", offer.hex(DhcpOptionCode.LEASE_TIME));
        assertEquals("00000708", offer.hex(DhcpOptionCode.RENEWAL_TIME));
        assertEquals("00000c4e", offer.hex(DhcpOptionCode.REBINDING_TIME));
        assertEquals("ffffff00", offer.hex(DhcpOptionCode.SUBNET_MASK));
        assertEquals("ac1000fe", offer.hex(DhcpOptionCode.ROUTER));
        assertEquals(0x1234, offer.header().xid());
        assertEquals(MacAddress.parse(DhcpBench.STRANGER), offer.header().mac());

        final Reply ack = one(Packet.of(REQUEST, DhcpBench.STRANGER).broadcast()
            .server(DhcpBench.SERVER).requested("172.16.0.100"));
        assertEquals(ACK, ack.type());
        assertEquals("172.16.0.100", ack.yourAddress());
        assertEquals(List.of("172.16.0.100 02:00:00:00:00:01 2 4630000"), bench.log.entries);
    }

    @Test
    void shouldRefuseAnAddressThatIsAnothers() {
        assertEquals("172.16.0.100", bench.boot(DhcpBench.STRANGER));

        final Reply nak = one(Packet.of(REQUEST, OTHER).server(DhcpBench.SERVER).requested("172.16.0.100"));

        assertEquals(NAK, nak.type());
        assertEquals("255.255.255.255:68", nak.to());
        assertEquals("0.0.0.0", nak.yourAddress());
        assertFalse(nak.has(DhcpOptionCode.LEASE_TIME));
        assertTrue(nak.has(DhcpOptionCode.SERVER_IDENTIFIER));
    }

    @Test
    void shouldTakeTheOfferBackWhenAnotherServerIsChosen() {
        one(Packet.of(DISCOVER, DhcpBench.STRANGER));

        assertEquals(List.of(), bench.send(
            Packet.of(REQUEST, DhcpBench.STRANGER).server("172.16.0.9").requested("172.16.0.77")));

        assertEquals(List.of("172.16.0.9"), bench.service.foreignServers().list());
        assertEquals("172.16.0.100 02:00:00:00:00:01 0 1000000", bench.log.entries.get(1));
        one(Packet.of(DISCOVER, OTHER).requested("172.16.0.100"));
    }

    @Test
    void shouldConfirmTheAddressOfAMachineThatRestarts() {
        bench.boot(DhcpBench.STRANGER);

        final Reply ack = one(Packet.of(REQUEST, DhcpBench.STRANGER).requested("172.16.0.100"));

        assertEquals(ACK, ack.type());
        assertEquals("172.16.0.100", ack.yourAddress());
    }

    @Test
    void shouldRefuseARestartWithAnAddressOfOursThatIsTaken() {
        bench.boot(OTHER);

        assertEquals(NAK, one(Packet.of(REQUEST, DhcpBench.STRANGER).requested("172.16.0.100")).type());
    }

    @Test
    void shouldKeepSilentToStrangersWithAddressesThatAreNotOurs() {
        assertEquals(List.of(), bench.send(Packet.of(REQUEST, DhcpBench.STRANGER).requested("172.16.0.7")));
        assertEquals(List.of(), bench.send(Packet.of(REQUEST, DhcpBench.STRANGER).requested("192.168.9.9")));
    }

    @Test
    void shouldRefuseAddressesOfOtherNetworksToKnownClients() {
        assertEquals(NAK, one(Packet.of(REQUEST, DhcpBench.KNOWN).requested("192.168.9.9")).type());
    }

    @Test
    void shouldRefuseStrangersToEverythingWhenAuthoritative() {
        final DhcpSettings settings = new DhcpSettings(DhcpMode.SERVER, true, true, 0, 1000, 1000, 0, 0);
        final DhcpBench authoritative = new DhcpBench(settings);

        assertEquals(NAK, authoritative.only(authoritative.send(
            Packet.of(REQUEST, DhcpBench.STRANGER).requested("192.168.9.9"))).type());
    }

    @Test
    void shouldRenewByUnicast() {
        bench.boot(DhcpBench.STRANGER);
        bench.nowMs += 1_800_000;

        final Reply ack = bench.only(bench.sendFrom(
            Packet.of(REQUEST, DhcpBench.STRANGER).current("172.16.0.100"), Ipv4.parse("172.16.0.100"), 68));

        assertEquals(ACK, ack.type());
        assertEquals("172.16.0.100:68", ack.to());
        assertEquals("172.16.0.100", ack.yourAddress());
        assertEquals(Ipv4.parse("172.16.0.100"), ack.header().clientAddress());
        assertEquals("172.16.0.100 02:00:00:00:00:01 2 6400000", bench.log.entries.get(1));
    }

    @Test
    void shouldRebindByBroadcast() {
        bench.boot(DhcpBench.STRANGER);

        final Reply ack = one(Packet.of(REQUEST, DhcpBench.STRANGER).broadcast().current("172.16.0.100"));

        assertEquals(ACK, ack.type());
        assertEquals("172.16.0.100:68", ack.to());
    }

    @Test
    void shouldRefuseToRenewWhatIsAnothers() {
        bench.boot(DhcpBench.STRANGER);

        final Reply nak = one(Packet.of(REQUEST, OTHER).current("172.16.0.100"));

        assertEquals(NAK, nak.type());
        assertEquals("255.255.255.255:68", nak.to());
    }

    @Test
    void shouldRenewWhatItForgotWhenNobodyElseHasIt() {
        assertEquals(ACK, one(Packet.of(REQUEST, DhcpBench.STRANGER).current("172.16.0.102")).type());
    }

    @Test
    void shouldSendUnicastToAMachineThatHasNoAddressYet() {
        final Reply offer = one(Packet.of(DISCOVER, DhcpBench.STRANGER));

        assertEquals("172.16.0.100:68", offer.to());
        assertEquals(List.of("172.16.0.100 02:00:00:00:00:01"), bench.port.neighbours());
    }

    @Test
    void shouldSendNothingToAnotherNetworkThatAMachineClaimsToBeOn() {
        final Packet discover = Packet.of(DISCOVER, DhcpBench.STRANGER).current("192.0.2.9");
        assertEquals("172.16.0.100:68", one(discover).to());

        final Packet request = Packet.of(REQUEST, DhcpBench.STRANGER).broadcast().current("192.0.2.9")
            .server(DhcpBench.SERVER).requested("172.16.0.100");
        assertEquals("255.255.255.255:68", one(request).to());
    }

    @Test
    void shouldBroadcastWhenTheKernelTakesNoNeighbour() {
        bench.port.refuseNeighbours();

        assertEquals("255.255.255.255:68", one(Packet.of(DISCOVER, DhcpBench.STRANGER)).to());
    }

    @Test
    void shouldFreeAReleasedAddressForOthersLast() {
        bench.boot(DhcpBench.STRANGER);

        assertEquals(List.of(), bench.send(Packet.of(RELEASE, DhcpBench.STRANGER).current("172.16.0.100")));

        assertEquals("172.16.0.100 02:00:00:00:00:01 0 1000000", bench.log.entries.get(1));
        assertEquals("172.16.0.102", bench.boot(OTHER));
        assertEquals("172.16.0.100", bench.boot(DhcpBench.STRANGER));
    }

    @Test
    void shouldNotReleaseTheAddressOfAnother() {
        bench.boot(DhcpBench.STRANGER);

        bench.send(Packet.of(RELEASE, OTHER).current("172.16.0.100"));

        assertEquals(1, bench.log.entries.size());
        assertEquals(0, bench.counters.get(DhcpCounter.RELEASED));
    }

    @Test
    void shouldPutADeclinedAddressIntoQuarantine() {
        bench.boot(DhcpBench.STRANGER);

        bench.send(Packet.of(DECLINE, DhcpBench.STRANGER).server(DhcpBench.SERVER).requested("172.16.0.100"));

        assertEquals("172.16.0.102", bench.boot(DhcpBench.STRANGER));
        assertEquals("172.16.0.103", bench.boot(OTHER));
        assertEquals(List.of(), bench.send(Packet.of(DISCOVER, "02:00:00:00:00:03")));
        bench.nowMs += DhcpSettings.DEFAULT.quarantineMs();
        assertEquals("172.16.0.100", bench.boot("02:00:00:00:00:03"));
    }

    @Test
    void shouldLeaveToAnotherServerWhatItIsTold() {
        bench.boot(DhcpBench.STRANGER);

        bench.send(Packet.of(DECLINE, DhcpBench.STRANGER).server("172.16.0.9").requested("172.16.0.100"));
        bench.send(Packet.of(RELEASE, DhcpBench.STRANGER).server("172.16.0.9").current("172.16.0.100"));

        assertEquals(0, bench.counters.get(DhcpCounter.DECLINED));
        assertEquals(0, bench.counters.get(DhcpCounter.RELEASED));
    }

    @Test
    void shouldTakeADeclineOfNoAddressForMalformed() {
        bench.send(Packet.of(DECLINE, DhcpBench.STRANGER).server(DhcpBench.SERVER));

        assertEquals(0, bench.counters.get(DhcpCounter.DECLINED));
        assertEquals(1, bench.counters.get(DhcpCounter.MALFORMED));
    }

    @Test
    void shouldNotDeclineTheAddressOfAnother() {
        bench.boot(DhcpBench.STRANGER);

        bench.send(Packet.of(DECLINE, OTHER).requested("172.16.0.100"));

        assertEquals(0, bench.counters.get(DhcpCounter.DECLINED));
    }

    @Test
    void shouldTellTheOptionsToAMachineThatHasAnAddress() {
        final Reply ack = bench.only(bench.sendFrom(Packet.of(INFORM, DhcpBench.STRANGER).current("172.16.0.9"),
            Ipv4.parse("172.16.0.9"), 68));

        assertEquals(ACK, ack.type());
        assertEquals("172.16.0.9:68", ack.to());
        assertEquals("0.0.0.0", ack.yourAddress());
        assertFalse(ack.has(DhcpOptionCode.LEASE_TIME));
        assertEquals("uqbar.example", ack.text(DhcpOptionCode.DOMAIN_NAME));
    }

    @Test
    void shouldNotTellTheOptionsToOtherNetworks() {
        assertEquals(List.of(), bench.sendFrom(Packet.of(INFORM, DhcpBench.STRANGER).current("192.0.2.9"),
            Ipv4.parse("192.0.2.9"), 68));
    }

    @Test
    void shouldGiveAClientItsFixedAddressAndNobodyElse() {
        assertEquals("172.16.0.101", bench.boot(DhcpBench.FIXED));
        assertEquals(List.of(), bench.log.entries);
        assertEquals("172.16.0.100", one(Packet.of(DISCOVER, OTHER).requested("172.16.0.101")).yourAddress());
        assertEquals(NAK,
            one(Packet.of(REQUEST, OTHER).server(DhcpBench.SERVER).requested("172.16.0.101")).type());
        assertEquals(NAK, one(Packet.of(REQUEST, DhcpBench.FIXED).current("172.16.0.102")).type());
    }

    @Test
    void shouldTakeOverAFixedAddressThatIsAddedWhileItRuns() {
        bench.boot(DhcpBench.STRANGER);
        bench.clients.put(ClientRecord.named("orbis").mac(MacAddress.parse(OTHER))
            .address(Ipv4.parse("172.16.0.100")).build());
        bench.nowMs += 1000;
        bench.service.doWork();

        assertEquals(NAK, one(Packet.of(REQUEST, DhcpBench.STRANGER).current("172.16.0.100")).type());
        assertEquals("172.16.0.100", bench.boot(OTHER));
        bench.clients.remove("orbis");
        bench.nowMs += 1000;
        bench.service.doWork();
        assertEquals(ACK, one(Packet.of(REQUEST, DhcpBench.STRANGER).current("172.16.0.100")).type());
    }

    @Test
    void shouldSayAtTheStartWhoseLeaseAFixedAddressIs() {
        final Logger logger = (Logger) LoggerFactory.getLogger(LeasePools.class);
        final ListAppender<ILoggingEvent> appender = new ListAppender<>();
        logger.addAppender(appender);
        appender.start();

        final DhcpBench restarted = new DhcpBench(DhcpSettings.DEFAULT, List.of(new long[] {
            Ipv4.parse("172.16.0.101"), MacAddress.parse(DhcpBench.STRANGER), LeaseState.LEASED, 2_000_000}));

        logger.detachAppender(appender);
        assertEquals(List.of("172.16.0.101, the fixed address of client tlon, is leased to 02:00:00:00:00:01, which has"
            + " to give it up when it renews"),
            appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
        restarted.close();
    }

    @Test
    void shouldGiveTheSameAddressToFirmwareAndOperatingSystem() {
        final Reply firmware = one(Packet.of(DISCOVER, DhcpBench.KNOWN).uefi());
        final Reply ipxe = one(Packet.of(DISCOVER, DhcpBench.KNOWN).ipxe()
            .option(DhcpOptionCode.CLIENT_IDENTIFIER, "01000c298cd414"));
        final Reply system = one(Packet.of(DISCOVER, DhcpBench.KNOWN)
            .option(DhcpOptionCode.CLIENT_IDENTIFIER, "ff298cd41400020000ab11c0ffee"));

        assertEquals(firmware.yourAddress(), ipxe.yourAddress());
        assertEquals(firmware.yourAddress(), system.yourAddress());
        assertEquals("ff298cd41400020000ab11c0ffee", system.hex(DhcpOptionCode.CLIENT_IDENTIFIER));
    }

    @Test
    void shouldHoldTheAcknowledgementUntilTheLeaseIsDurable() {
        bench.log.stalls = true;
        one(Packet.of(DISCOVER, DhcpBench.STRANGER));

        assertEquals(List.of(), bench.send(
            Packet.of(REQUEST, DhcpBench.STRANGER).server(DhcpBench.SERVER).requested("172.16.0.100")));
        assertEquals(OFFER, one(Packet.of(DISCOVER, OTHER)).type());
        bench.log.stalls = false;
        bench.service.doWork();

        assertEquals(ACK, bench.only(bench.port.takeSent()).type());
    }

    @Test
    void shouldAcknowledgeADurableLeaseWhileOthersWait() {
        bench.boot(DhcpBench.STRANGER);
        bench.log.stalls = true;

        assertEquals(List.of(), bench.send(Packet.of(REQUEST, OTHER).requested("172.16.0.102")));
        assertEquals("172.16.0.100", one(Packet.of(REQUEST, DhcpBench.STRANGER).requested("172.16.0.100"))
            .yourAddress());

        bench.log.stalls = false;
        bench.service.doWork();
        assertEquals("172.16.0.102", bench.only(bench.port.takeSent()).yourAddress());
    }

    @Test
    void shouldNotWriteALeaseOnceMoreThatTheLogCovers() {
        bench.boot(DhcpBench.STRANGER);
        final int written = bench.log.entries.size();

        final Packet again = Packet.of(REQUEST, DhcpBench.STRANGER).server(DhcpBench.SERVER)
            .requested("172.16.0.100");
        assertEquals(ACK, one(again).type());

        assertEquals(written, bench.log.entries.size());
    }

    @Test
    void shouldNotAcknowledgeWhatTheLogRefuses() {
        bench.log.refuses = true;

        assertEquals(List.of(), bench.send(
            Packet.of(REQUEST, DhcpBench.STRANGER).server(DhcpBench.SERVER).requested("172.16.0.100")));
        assertEquals(1, bench.counters.get(DhcpCounter.LOG_REFUSED));
        bench.log.refuses = false;
        assertEquals("172.16.0.100", bench.boot(OTHER));
    }

    @Test
    void shouldLeaveRequestsUnansweredWhenTooManyWait() {
        bench.log.stalls = true;
        for (int i = 0; i < LeaseServer.MAX_PENDING; i++) {
            bench.nowMs += 100;
            bench.send(Packet.of(REQUEST, DhcpBench.STRANGER).server(DhcpBench.SERVER).requested("172.16.0.100"));
        }

        bench.nowMs += 100;
        bench.send(Packet.of(REQUEST, DhcpBench.STRANGER).server(DhcpBench.SERVER).requested("172.16.0.100"));

        assertEquals(1, bench.counters.get(DhcpCounter.OVERLOADED));
        bench.log.stalls = false;
        bench.service.doWork();
        assertEquals(LeaseServer.MAX_PENDING, bench.port.takeSent().size());
    }

    @Test
    void shouldTakeUpTheLeasesOfTheLog() {
        final long stranger = MacAddress.parse(DhcpBench.STRANGER);
        final DhcpBench restarted = new DhcpBench(DhcpBench.settings(DhcpMode.SERVER, true, 0), List.of(
            new long[] {Ipv4.parse("172.16.0.100"), stranger, LeaseState.LEASED, 2_000_000},
            new long[] {Ipv4.parse("172.16.0.102"), MacAddress.parse(OTHER), LeaseState.LEASED, 2_000_000},
            new long[] {Ipv4.parse("172.16.0.102"), MacAddress.parse(OTHER), LeaseState.FREE, 900_000},
            new long[] {Ipv4.parse("172.16.0.103"), 0, LeaseState.DECLINED, 2_000_000},
            new long[] {Ipv4.parse("192.168.0.1"), 5, LeaseState.LEASED, 2_000_000}));

        assertEquals("172.16.0.102", restarted.boot("02:00:00:00:00:03"));
        assertEquals(List.of(), restarted.send(Packet.of(DISCOVER, "02:00:00:00:00:04")));
        assertEquals("172.16.0.100", restarted.boot(DhcpBench.STRANGER));
        final List<String> told = new ArrayList<>();
        restarted.log.current.accept((address, key, state, expiryMs) ->
            told.add(Ipv4.format(address) + " " + state));
        assertEquals(List.of("172.16.0.100 2", "172.16.0.102 2", "172.16.0.103 3"), told);
    }

    @Test
    void shouldServeTheNetworkOfTheRelayAndSayItsOptionAgain() {
        final Reply offer = bench.only(bench.sendFrom(Packet.of(DISCOVER, DhcpBench.STRANGER).relay("10.1.0.1")
            .option(DhcpOptionCode.RELAY_AGENT, "0104abcdef01020301aabb"), Ipv4.parse("10.1.0.1"), 67));

        assertEquals("10.1.0.10", offer.yourAddress());
        assertEquals("10.1.0.1:67", offer.to());
        assertEquals("0104abcdef01020301aabb", offer.hex(DhcpOptionCode.RELAY_AGENT));
        assertEquals(DhcpOptionCode.END, offer.byteAfter(DhcpOptionCode.RELAY_AGENT));
        assertEquals(Ipv4.parse("10.1.0.1"), offer.header().relayAddress());
    }

    @Test
    void shouldTellAClientAllThatItTakesWhateverItsRelayAdds() {
        final String added = "02ff" + "ab".repeat(255);
        final Reply offer = bench.only(bench.sendFrom(Packet.of(DISCOVER, DhcpBench.STRANGER).relay("10.1.0.1")
            .option(DhcpOptionCode.RELAY_AGENT, added), Ipv4.parse("10.1.0.1"), 67));

        assertEquals("ffffff00", offer.hex(DhcpOptionCode.SUBNET_MASK));
        assertEquals("uqbar.example", offer.text(DhcpOptionCode.DOMAIN_NAME));
        assertEquals(added, offer.hex(DhcpOptionCode.RELAY_AGENT));
        assertTrue(offer.bytes().length <= ReplyComposer.MAX_LENGTH, "length " + offer.bytes().length);
    }

    @Test
    void shouldKeepToItselfWhatARelayAddsThatLeavesNoRoom() {
        final Reply offer = bench.only(bench.sendFrom(Packet.of(DISCOVER, DhcpBench.STRANGER).relay("10.1.0.1")
            .option(DhcpOptionCode.RELAY_AGENT, "02ff" + "ab".repeat(1000)), Ipv4.parse("10.1.0.1"), 67));

        assertEquals(OFFER, offer.type());
        assertEquals("uqbar.example", offer.text(DhcpOptionCode.DOMAIN_NAME));
        assertFalse(offer.has(DhcpOptionCode.RELAY_AGENT));
    }

    @Test
    void shouldServeTheNetworkThatTheRelaySelects() {
        final Reply offer = bench.only(bench.sendFrom(Packet.of(DISCOVER, DhcpBench.STRANGER).relay("172.16.0.2")
            .option(DhcpOptionCode.RELAY_AGENT, "05040a010000"), Ipv4.parse("172.16.0.2"), 67));

        assertEquals("10.1.0.10", offer.yourAddress());
        assertEquals("172.16.0.2:67", offer.to());
    }

    @Test
    void shouldNeverAnswerARelayThatIsNotConfigured() {
        assertEquals(List.of(), bench.send(Packet.of(DISCOVER, DhcpBench.STRANGER).relay("192.0.2.1")));
        assertEquals(List.of(), bench.send(Packet.of(DISCOVER, DhcpBench.STRANGER).relay("192.0.2.1")
            .option(DhcpOptionCode.RELAY_AGENT, "05040a010000")));
        assertEquals(2, bench.counters.get(DhcpCounter.WRONG_NETWORK));
    }

    @Test
    void shouldRefuseThroughTheRelayWithTheBroadcastFlag() {
        bench.sendFrom(Packet.of(REQUEST, OTHER).relay("10.1.0.1").requested("10.1.0.10"), 0, 67);

        final Reply nak = one(Packet.of(REQUEST, DhcpBench.STRANGER).relay("10.1.0.1").requested("10.1.0.10"));

        assertEquals(NAK, nak.type());
        assertEquals("10.1.0.1:67", nak.to());
        assertEquals(DhcpFlyweight.BROADCAST_FLAG, nak.header().flags());
    }

    @Test
    void shouldRenewDirectlyForAClientBehindARelay() {
        bench.sendFrom(Packet.of(REQUEST, OTHER).relay("10.1.0.1").requested("10.1.0.10"), 0, 67);

        final Reply ack = bench.only(
            bench.sendFrom(Packet.of(REQUEST, OTHER).current("10.1.0.10"), Ipv4.parse("10.1.0.10"), 68));

        assertEquals(ACK, ack.type());
        assertEquals("10.1.0.10:68", ack.to());
    }

    @Test
    void shouldTellOnlyWhatIsAskedFor() {
        final Reply offer = one(Packet.of(DISCOVER, DhcpBench.KNOWN)
            .option(DhcpOptionCode.PARAMETER_REQUEST_LIST, "010f"));

        assertEquals("uqbar.example", offer.text(DhcpOptionCode.DOMAIN_NAME));
        assertFalse(offer.has(DhcpOptionCode.ROUTER));
        assertFalse(offer.has(DhcpOptionCode.HOST_NAME));
        assertEquals("uqbar", one(Packet.of(DISCOVER, DhcpBench.KNOWN)
            .option(DhcpOptionCode.PARAMETER_REQUEST_LIST, "0c")).text(DhcpOptionCode.HOST_NAME));
    }

    @Test
    void shouldKeepToTheSizeThatTheClientTakes() {
        final Reply offer = one(Packet.of(DISCOVER, DhcpBench.STRANGER)
            .option(DhcpOptionCode.MAX_MESSAGE_SIZE, "0001")
            .option(DhcpOptionCode.CLIENT_IDENTIFIER, "77".repeat(250)));

        assertTrue(offer.bytes().length <= 548, "length " + offer.bytes().length);
        assertEquals("77".repeat(250), offer.hex(DhcpOptionCode.CLIENT_IDENTIFIER));
        assertEquals("00000e10", offer.hex(DhcpOptionCode.LEASE_TIME));
    }

    @Test
    void shouldTellFirstWhatIsAskedForFirstWhereNotAllFits() {
        bench.local.options().add(new DhcpOption(224, new byte[200]));
        bench.local.options().add(new DhcpOption(225, new byte[200]));

        for (final String[] asked : new String[][] {{"e0e1", "e0"}, {"e1e0", "e1"}}) {
            final Reply offer = one(Packet.of(DISCOVER, DhcpBench.STRANGER)
                .option(DhcpOptionCode.PARAMETER_REQUEST_LIST, asked[0]));
            assertEquals("e0".equals(asked[1]), offer.has(224));
            assertEquals("e1".equals(asked[1]), offer.has(225));
            assertEquals("ffffff00", offer.hex(DhcpOptionCode.SUBNET_MASK));
        }
    }

    @Test
    void shouldTellTheTimelineOfKnownClients() {
        bench.boot(DhcpBench.KNOWN);
        bench.boot(DhcpBench.STRANGER);

        assertEquals(List.of("uqbar DISCOVER null", "uqbar OFFER 172.16.0.100", "uqbar REQUEST 172.16.0.100",
            "uqbar ACK 172.16.0.100"), bench.stages);
        assertEquals("uqbar", bench.clients.byAddress(Ipv4.parse("172.16.0.100")).name());
        assertNotEquals(null, bench.clients.byAddress(Ipv4.parse("172.16.0.101")));
    }

    @Test
    void shouldNotTakeAStrangerForTheClientThatHadItsAddress() {
        final int address = Ipv4.parse(bench.boot(DhcpBench.KNOWN));
        bench.clients.put(ClientRecord.named("uqbar").mac(MacAddress.parse(OTHER)).build());

        one(Packet.of(REQUEST, DhcpBench.KNOWN).requested("172.16.0.100"));

        assertNull(bench.clients.byAddress(address));
    }

    @Test
    void shouldForgetWhoseAnAddressWasWhenItsLeaseEnds() {
        final int address = Ipv4.parse(bench.boot(DhcpBench.KNOWN));
        assertEquals("uqbar", bench.clients.byAddress(address).name());

        bench.nowMs += DhcpBench.LEASE_TIME_S * 1000L;
        bench.service.doWork();

        assertNull(bench.clients.byAddress(address));
    }

    @Test
    void shouldForgetWhoseAnAddressWasThatSomebodyElseIsFoundAt() {
        final int address = Ipv4.parse(bench.boot(DhcpBench.KNOWN));

        bench.send(Packet.of(DECLINE, DhcpBench.KNOWN).server(DhcpBench.SERVER).requested("172.16.0.100"));

        assertNull(bench.clients.byAddress(address));
    }

    @Test
    void shouldCloseItsPorts() {
        bench.close();

        assertTrue(bench.port.isClosed());
        assertTrue(bench.bootPort.isClosed());
    }
}
