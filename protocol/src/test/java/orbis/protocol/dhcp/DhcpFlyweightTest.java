package orbis.protocol.dhcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class DhcpFlyweightTest {
    private static final HexFormat HEX = HexFormat.of();

    /** The first 34 bytes of a renewing client's REQUEST, as a capture shows them. */
    private static final String FIXED_PART =
        "01010600" + "9d3a51c2" + "00048000" + "ac100082" + "00000000" + "00000000" + "ac100001" + "000c298cd414";

    private final byte[] bytes = new byte[300];
    private final DhcpFlyweight packet = new DhcpFlyweight().wrap(new UnsafeBuffer(bytes), 0, bytes.length);

    @Test
    void shouldReadTheFixedPart() {
        System.arraycopy(HEX.parseHex(FIXED_PART), 0, bytes, 0, 34);
        System.arraycopy(HEX.parseHex("63825363"), 0, bytes, 236, 4);
        System.arraycopy("a/b.efi".getBytes(StandardCharsets.US_ASCII), 0, bytes, 108, 7);

        assertEquals(DhcpFlyweight.BOOT_REQUEST, packet.op());
        assertEquals(DhcpFlyweight.ETHERNET, packet.hardwareType());
        assertEquals(6, packet.hardwareLength());
        assertEquals(0, packet.hops());
        assertEquals(0x9d3a51c2, packet.xid());
        assertEquals(4, packet.secs());
        assertEquals(DhcpFlyweight.BROADCAST_FLAG, packet.flags());
        assertEquals(0xac100082, packet.clientAddress());
        assertEquals(0, packet.yourAddress());
        assertEquals(0, packet.nextServer());
        assertEquals(0xac100001, packet.relayAddress());
        assertEquals(0x000c298cd414L, packet.mac());
        assertEquals((byte) 0x8c, packet.hardwareAddress(3));
        assertEquals("a/b.efi", packet.file());
        assertTrue(packet.hasCookie());
    }

    @Test
    void shouldWriteTheFixedPart() {
        Arrays.fill(bytes, (byte) 0xEE);

        packet.clear().op(1).mac(0x000c298cd414L).hops(0).xid(0x9d3a51c2).secs(4).flags(0x8000)
            .clientAddress(0xac100082).relayAddress(0xac100001);

        assertEquals(FIXED_PART, HEX.formatHex(bytes, 0, 34));
        assertArrayEquals(new byte[202], Arrays.copyOfRange(bytes, 34, 236));
        assertEquals("63825363ee", HEX.formatHex(bytes, 236, 241));
    }

    @Test
    void shouldWriteAddressesOfAReply() {
        packet.clear().op(2).yourAddress(0x0a000005).nextServer(0x0a000001);

        assertEquals("0a0000050a000001", HEX.formatHex(bytes, 16, 24));
    }

    @Test
    void shouldKeepTheZeroAfterTheLongestBootFileName() {
        packet.clear().file("x".repeat(200));

        assertEquals("x".repeat(127), packet.file());
        assertEquals(0, bytes[DhcpFlyweight.FILE_OFFSET + DhcpFlyweight.FILE_LENGTH - 1]);
        assertTrue(packet.hasCookie());
    }

    @Test
    void shouldCopyTheHardwareAddressOfAnotherPacket() {
        final DhcpFlyweight other = new DhcpFlyweight().wrap(new UnsafeBuffer(new byte[300]), 0, 300);
        other.clear().mac(0x525400123456L);

        packet.clear().hardwareOf(other);

        assertEquals("00010600", HEX.formatHex(bytes, 0, 4));
        assertEquals(0x525400123456L, packet.mac());
    }

    @Test
    void shouldTellArchitecturesByBothTheirCodes() {
        assertEquals(Architecture.X64_UEFI, Architecture.of(7));
        assertEquals(Architecture.X64_UEFI, Architecture.of(16));
        assertEquals(Architecture.X86_BIOS, Architecture.of(20));
        assertEquals(Architecture.ARM_RPIBOOT, Architecture.of(41));
        assertEquals(null, Architecture.of(42));
        assertEquals(null, Architecture.of(-1));
        assertEquals(Architecture.ARM64_UEFI, Architecture.ofKey("arm64-uefi"));
        assertEquals(null, Architecture.ofKey("vax"));
        for (int code = 0; code < 42; code++) {
            assertTrue(Architecture.of(code) != null, "code " + code);
        }
    }
}
