package orbis.boot.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import orbis.boot.DhcpOption;
import orbis.boot.Ipv4;
import org.junit.jupiter.api.Test;

class OptionValuesTest {
    private static String hex(final DhcpOption option) {
        return option.code() + " " + HexFormat.of().formatHex(option.value());
    }

    private static String parsed(final String text) {
        return HexFormat.of().formatHex(OptionValues.parse(text));
    }

    @Test
    void shouldEncodeAddressesTextAndNumbers() {
        assertEquals("3 ac100001c0a80001",
            hex(OptionValues.addresses(3, List.of(Ipv4.parse("172.16.0.1"), Ipv4.parse("192.168.0.1")))));
        assertEquals("15 612e62", hex(OptionValues.text(15, "a.b")));
        assertEquals("26 2328", hex(OptionValues.number16(26, 9000)));
    }

    @Test
    void shouldEncodeRoutesAsRfc3442Shows() {
        assertEquals("121 000a110001" + "080a0a110001" + "190a1b81000a110001" + "200a1b81030a110001",
            hex(OptionValues.routes(List.of(
                new OptionValues.Route(0, 0, Ipv4.parse("10.17.0.1")),
                new OptionValues.Route(Ipv4.parse("10.0.0.0"), 8, Ipv4.parse("10.17.0.1")),
                new OptionValues.Route(Ipv4.parse("10.27.129.0"), 25, Ipv4.parse("10.17.0.1")),
                new OptionValues.Route(Ipv4.parse("10.27.129.3"), 32, Ipv4.parse("10.17.0.1"))))));
    }

    @Test
    void shouldEncodeDomains() {
        assertEquals("119 03656e67056170706c6503636f6d00" + "016100",
            hex(OptionValues.domainSearch(List.of("eng.apple.com", "a"))));
        assertThrows(IllegalArgumentException.class, () -> OptionValues.domainSearch(List.of("a..b")));
        assertThrows(IllegalArgumentException.class, () -> OptionValues.domainSearch(List.of("a".repeat(64))));
    }

    @Test
    void shouldParseWhatItsPrefixSays() {
        assertEquals("0a0bff", parsed("hex:0a:0b:ff"));
        assertEquals("0a000001c0a80002", parsed("ip:10.0.0.1,192.168.0.2"));
        assertEquals("ff", parsed("u8:255"));
        assertEquals("05dc", parsed("u16:1500"));
        assertEquals("ffffffff", parsed("u32:4294967295"));
        assertEquals("683a70", parsed("text:h:p"));
        assertEquals("687474703a2f2f", parsed("http://"));
        assertEquals("78", parsed("x"));
    }

    @Test
    void shouldRefuseWhatIsNotWhatItsPrefixSays() {
        for (final String wrong : List.of("hex:0", "hex:zz", "ip:1.2.3", "ip:", "u8:256", "u16:-1", "u32:4294967296")) {
            assertThrows(IllegalArgumentException.class, () -> OptionValues.parse(wrong), wrong);
        }
    }
}
