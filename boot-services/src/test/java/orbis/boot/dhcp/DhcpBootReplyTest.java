package orbis.boot.dhcp;

import static orbis.protocol.dhcp.MessageType.ACK;
import static orbis.protocol.dhcp.MessageType.DISCOVER;
import static orbis.protocol.dhcp.MessageType.INFORM;
import static orbis.protocol.dhcp.MessageType.OFFER;
import static orbis.protocol.dhcp.MessageType.REQUEST;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import orbis.boot.ClientRecord;
import orbis.boot.DhcpOption;
import orbis.boot.DhcpQuirk;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.boot.recipe.BootAnswer;
import orbis.protocol.dhcp.Architecture;
import orbis.protocol.dhcp.DhcpOptionCode;
import org.junit.jupiter.api.Test;

class DhcpBootReplyTest {
    private final DhcpBench bench = DhcpBench.forKnown();

    private Reply discover(final Packet packet) {
        return bench.only(bench.send(packet));
    }

    private static Packet known() {
        return Packet.of(DISCOVER, DhcpBench.KNOWN);
    }

    private void quirk(final DhcpQuirk quirk) {
        bench.clients.put(ClientRecord.named("uqbar").mac(MacAddress.parse(DhcpBench.KNOWN)).quirk(quirk).build());
    }

    @Test
    void shouldTellUefiWhereToBootFrom() {
        final Reply offer = discover(known().uefi());

        assertEquals("shimx64.efi", offer.header().file());
        assertEquals(Ipv4.parse(DhcpBench.SERVER), offer.header().nextServer());
        assertEquals("PXEClient", offer.text(DhcpOptionCode.VENDOR_CLASS));
        assertEquals("060108ff", offer.hex(DhcpOptionCode.VENDOR_SPECIFIC));
        assertEquals("172.16.0.1", offer.text(DhcpOptionCode.TFTP_SERVER_NAME));
        assertEquals("shimx64.efi", offer.text(DhcpOptionCode.BOOT_FILE));
        assertEquals(DhcpOptionCode.PAD, offer.byteAfter(DhcpOptionCode.BOOT_FILE));
        assertEquals(Packet.UUID_OPTION, offer.hex(DhcpOptionCode.CLIENT_UUID));
        assertEquals(DhcpBench.ROOT_PATH, offer.text(DhcpOptionCode.ROOT_PATH));
        assertFalse(offer.has(DhcpOptionCode.OVERLOAD));
        assertFalse(offer.has(DhcpOptionCode.IPXE));
        assertEquals(Architecture.X64_UEFI, bench.askedArchitecture);
        assertTrue(offer.bytes().length >= 300 && offer.bytes().length < 1472);
    }

    @Test
    void shouldFollowABootFileOfTheNetworksOptionsByAZero() {
        bench.local.options().add(new DhcpOption(DhcpOptionCode.BOOT_FILE, "any.efi".getBytes()));
        bench.firmwareAnswer = BootAnswer.NOTHING;

        final Reply offer = discover(known().uefi());

        assertEquals("any.efi", offer.text(DhcpOptionCode.BOOT_FILE));
        assertEquals(DhcpOptionCode.PAD, offer.byteAfter(DhcpOptionCode.BOOT_FILE));
    }

    @Test
    void shouldTellTheSameInOfferAndAcknowledgement() {
        final Reply offer = discover(known().uefi());
        final Reply ack = discover(Packet.of(REQUEST, DhcpBench.KNOWN).uefi()
            .server(DhcpBench.SERVER).requested(offer.yourAddress()));

        assertEquals(OFFER, offer.type());
        assertEquals(ACK, ack.type());
        ack.bytes()[242] = OFFER;
        assertArrayEquals(offer.bytes(), ack.bytes());
    }

    @Test
    void shouldTellTftpServersByAddressWhenAsked() {
        final Reply offer = discover(known().uefi().option(DhcpOptionCode.PARAMETER_REQUEST_LIST, "0196"));

        assertEquals("ac100001", offer.hex(DhcpOptionCode.TFTP_SERVER_ADDRESS));
    }

    @Test
    void shouldSendPlainRepliesToFirmwareThatWantsThem() {
        quirk(DhcpQuirk.PLAIN);

        final Reply offer = discover(known().uefi());

        assertFalse(offer.has(DhcpOptionCode.VENDOR_CLASS));
        assertFalse(offer.has(DhcpOptionCode.VENDOR_SPECIFIC));
        assertEquals("shimx64.efi", offer.text(DhcpOptionCode.BOOT_FILE));
    }

    @Test
    void shouldSendFirmwareToTheBootPortThatWantsIt() {
        quirk(DhcpQuirk.BINL);

        final Reply offer = discover(known().uefi());

        assertEquals("PXEClient", offer.text(DhcpOptionCode.VENDOR_CLASS));
        assertFalse(offer.has(DhcpOptionCode.VENDOR_SPECIFIC));
    }

    @Test
    void shouldTellUefiHttpBootItsUrl() {
        bench.firmwareAnswer = new BootAnswer("http://172.16.0.1:8480/shimx64.efi", 0, null, null, List.of());

        final Reply offer = discover(known().text(DhcpOptionCode.VENDOR_CLASS, "HTTPClient:Arch:00016:UNDI:003001")
            .option(DhcpOptionCode.CLIENT_ARCHITECTURE, "0010"));

        assertEquals("HTTPClient", offer.text(DhcpOptionCode.VENDOR_CLASS));
        assertEquals(DhcpOptionCode.PAD, offer.byteAfter(DhcpOptionCode.VENDOR_CLASS));
        assertEquals("http://172.16.0.1:8480/shimx64.efi", offer.text(DhcpOptionCode.BOOT_FILE));
        assertEquals("http://172.16.0.1:8480/shimx64.efi", offer.header().file());
        assertEquals(Ipv4.parse(DhcpBench.SERVER), offer.header().nextServer());
        assertFalse(offer.has(DhcpOptionCode.VENDOR_SPECIFIC));
        assertEquals(Architecture.X64_UEFI, bench.askedArchitecture);
    }

    @Test
    void shouldNotCutALongUrlInTheHeader() {
        final String url = "http://172.16.0.1:8480/" + "a".repeat(105);
        for (final String bootFile : List.of(url.substring(0, 127), url)) {
            bench.firmwareAnswer = new BootAnswer(bootFile, 0, DhcpBench.ROOT_PATH, null, List.of());

            final Reply offer = discover(known().ipxe());

            assertEquals(bootFile, offer.text(DhcpOptionCode.BOOT_FILE));
            assertEquals(bootFile.length() < 128 ? bootFile : "", offer.header().file());
        }
    }

    @Test
    void shouldNotMakeIpxeWait() {
        bench.firmwareAnswer = new BootAnswer("http://172.16.0.1:8480/boot.ipxe", 0, DhcpBench.ROOT_PATH,
            "iqn.2022-07.san.iscsi:client.uqbar", List.of());

        final Reply offer = discover(known().ipxe());

        assertFalse(offer.has(DhcpOptionCode.VENDOR_CLASS));
        assertEquals("b00101080101", offer.hex(DhcpOptionCode.IPXE));
        assertEquals("iqn.2022-07.san.iscsi:client.uqbar", offer.text(DhcpOptionCode.ISCSI_INITIATOR));
        assertEquals(DhcpBench.ROOT_PATH, offer.text(DhcpOptionCode.ROOT_PATH));
        assertEquals("http://172.16.0.1:8480/boot.ipxe", offer.text(DhcpOptionCode.BOOT_FILE));
    }

    @Test
    void shouldBootIpxeFromTheDiskWithoutAFile() {
        bench.firmwareAnswer = new BootAnswer(null, 0, DhcpBench.ROOT_PATH, "iqn.a:b", List.of());

        final Reply offer = discover(known().ipxe());

        assertEquals("", offer.header().file());
        assertFalse(offer.has(DhcpOptionCode.BOOT_FILE));
        assertEquals(DhcpBench.ROOT_PATH, offer.text(DhcpOptionCode.ROOT_PATH));
        assertTrue(offer.has(DhcpOptionCode.IPXE));
    }

    @Test
    void shouldTellTheMaskEvenIfTheRootPathLeavesRoomForNothingElse() {
        bench.plainAnswer = new BootAnswer(null, 0, "iscsi:172.16.0.1::3260:0:iqn." + "x".repeat(219), null,
            List.of(new DhcpOption(224, new byte[26])));

        final Reply offer = bench.only(bench.send(Packet.of(DISCOVER, DhcpBench.KNOWN)));

        assertTrue(offer.has(DhcpOptionCode.ROOT_PATH));
        assertTrue(offer.has(DhcpOptionCode.SUBNET_MASK));
        assertFalse(offer.has(224));
    }

    @Test
    void shouldTellTheOperatingSystemItsRootDiskAlone() {
        final Reply offer = discover(known());

        assertEquals(DhcpBench.ROOT_PATH, offer.text(DhcpOptionCode.ROOT_PATH));
        assertEquals("", offer.header().file());
        assertEquals(0, offer.header().nextServer());
        assertFalse(offer.has(DhcpOptionCode.BOOT_FILE));
        assertFalse(offer.has(DhcpOptionCode.VENDOR_CLASS));
    }

    @Test
    void shouldAddTheRecipesOptionsInPlaceOfTheNetworks() {
        bench.plainAnswer = new BootAnswer(null, 0, null, null,
            List.of(new DhcpOption(DhcpOptionCode.DOMAIN_NAME, new byte[] {'x'}), new DhcpOption(224, new byte[] {1})));

        final Reply offer = discover(known());

        assertEquals("x", offer.text(DhcpOptionCode.DOMAIN_NAME));
        assertEquals("01", offer.hex(224));
    }

    @Test
    void shouldWriteEachOptionOnceWhateverTheNetworkTells() {
        final int[] codes = {
            DhcpOptionCode.SUBNET_MASK, DhcpOptionCode.HOST_NAME, DhcpOptionCode.ROOT_PATH,
            DhcpOptionCode.BROADCAST_ADDRESS, DhcpOptionCode.VENDOR_SPECIFIC, DhcpOptionCode.LEASE_TIME,
            DhcpOptionCode.RENEWAL_TIME, DhcpOptionCode.REBINDING_TIME, DhcpOptionCode.VENDOR_CLASS,
            DhcpOptionCode.TFTP_SERVER_NAME, DhcpOptionCode.BOOT_FILE};
        for (final int code : codes) {
            bench.local.options().add(new DhcpOption(code, new byte[] {1, 2, 3, 4}));
        }

        final Reply offer = discover(known().uefi());

        for (final int code : codes) {
            assertEquals(1, offer.count(code), "option " + code);
        }
        assertEquals("01020304", offer.hex(DhcpOptionCode.BROADCAST_ADDRESS));
        assertEquals("01020304", offer.hex(DhcpOptionCode.HOST_NAME));
        assertEquals("shimx64.efi", offer.text(DhcpOptionCode.BOOT_FILE));
        assertEquals("00000e10", offer.hex(DhcpOptionCode.LEASE_TIME));
        assertEquals("01020304", discover(known()).hex(DhcpOptionCode.VENDOR_CLASS));
    }

    @Test
    void shouldTellFirmwareThatNamesItsArchitectureAlone() {
        final Reply offer = discover(known().text(DhcpOptionCode.VENDOR_CLASS, "U-Boot.armv8")
            .option(DhcpOptionCode.CLIENT_ARCHITECTURE, "0016"));

        assertEquals(Architecture.ARM64_UBOOT, bench.askedArchitecture);
        assertEquals("shimx64.efi", offer.header().file());
        assertEquals("shimx64.efi", offer.text(DhcpOptionCode.BOOT_FILE));
        assertEquals(Ipv4.parse(DhcpBench.SERVER), offer.header().nextServer());
        assertFalse(offer.has(DhcpOptionCode.VENDOR_CLASS));
        assertFalse(offer.has(DhcpOptionCode.VENDOR_SPECIFIC));
    }

    @Test
    void shouldTellRaspberryPisFromPersonalComputers() {
        bench.clients.put(ClientRecord.named("pi").mac(MacAddress.parse("dc:a6:32:00:00:01")).build());

        discover(Packet.of(DISCOVER, "dc:a6:32:00:00:01").text(DhcpOptionCode.VENDOR_CLASS, "PXEClient:Arch:00000")
            .option(DhcpOptionCode.CLIENT_ARCHITECTURE, "0000"));

        assertEquals(Architecture.ARM_RPIBOOT, bench.askedArchitecture);
    }

    @Test
    void shouldTakeTheFirstArchitectureThatItKnowsUnlessTheRecordSaysOne() {
        discover(known().text(DhcpOptionCode.VENDOR_CLASS, "PXEClient")
            .option(DhcpOptionCode.CLIENT_ARCHITECTURE, "ffff000b0007"));
        assertEquals(Architecture.ARM64_UEFI, bench.askedArchitecture);

        bench.clients.put(ClientRecord.named("uqbar").mac(MacAddress.parse(DhcpBench.KNOWN))
            .architecture(Architecture.X86_BIOS).build());
        discover(known().uefi());
        assertEquals(Architecture.X86_BIOS, bench.askedArchitecture);
    }

    @Test
    void shouldAnswerOnTheBootPort() {
        final List<Reply> replies = bench.sendToBootPort(
            Packet.of(REQUEST, DhcpBench.KNOWN).uefi().current("172.16.0.100"), "172.16.0.100", 68);

        assertEquals(List.of("172.16.0.100:68", "172.16.0.100:4011"), replies.stream().map(Reply::to).toList());
        final Reply ack = replies.get(0);
        assertEquals(ACK, ack.type());
        assertEquals("0.0.0.0", ack.yourAddress());
        assertEquals("PXEClient", ack.text(DhcpOptionCode.VENDOR_CLASS));
        assertEquals("060108ff", ack.hex(DhcpOptionCode.VENDOR_SPECIFIC));
        assertEquals("shimx64.efi", ack.text(DhcpOptionCode.BOOT_FILE));
        assertEquals("shimx64.efi", ack.header().file());
        assertEquals(Ipv4.parse(DhcpBench.SERVER), ack.header().nextServer());
        assertEquals(Packet.UUID_OPTION, ack.hex(DhcpOptionCode.CLIENT_UUID));
        assertFalse(ack.has(DhcpOptionCode.LEASE_TIME));
        assertNull(bench.clients.byAddress(Ipv4.parse("172.16.0.100")));
    }

    @Test
    void shouldSayTheBootItemAgain() {
        final List<Reply> replies = bench.sendToBootPort(Packet.of(INFORM, DhcpBench.KNOWN).uefi()
            .current("172.16.0.100").option(DhcpOptionCode.VENDOR_SPECIFIC, "470400010000ff"), "172.16.0.100", 4011);

        assertEquals("060108470400010000ff", bench.only(replies).hex(DhcpOptionCode.VENDOR_SPECIFIC));
        assertEquals("172.16.0.100:4011", bench.only(replies).to());
    }

    @Test
    void shouldKnowAClientOnTheBootPortByItsAddress() {
        final Packet packet = Packet.of(REQUEST, DhcpBench.STRANGER).uefi().current("172.16.0.101");

        assertEquals(ACK, bench.only(bench.sendToBootPort(packet, "172.16.0.101", 4011)).type());
    }

    @Test
    void shouldNotAnswerStrangersOnTheBootPort() {
        assertEquals(List.of(), DhcpBench.forAll().sendToBootPort(
            Packet.of(REQUEST, DhcpBench.STRANGER).uefi().current("172.16.0.9"), "172.16.0.9", 4011));
        assertEquals(List.of(), bench.sendToBootPort(
            Packet.of(DISCOVER, DhcpBench.KNOWN).uefi(), "172.16.0.9", 4011));
    }
}
