package orbis.boot.dhcp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import orbis.boot.DhcpOption;
import orbis.boot.Ipv4;
import orbis.protocol.dhcp.DhcpOptionCode;

/** Makes the values of options of what an administrator writes. */
public final class OptionValues {
    private static final int MAX_LABEL_LENGTH = 63;

    private OptionValues() {
    }

    /**
     * Where packets for a network go.
     *
     * @param network      address of the network.
     * @param prefixLength its bits.
     * @param router       that takes them.
     */
    public record Route(int network, int prefixLength, int router) {
    }

    /** Addresses, such as those of routers and name servers. */
    public static DhcpOption addresses(final int code, final List<Integer> addresses) {
        final ByteBuffer value = ByteBuffer.allocate(addresses.size() * Integer.BYTES);
        addresses.forEach(value::putInt);
        return new DhcpOption(code, value.array());
    }

    /** Text in ASCII. */
    public static DhcpOption text(final int code, final String text) {
        return new DhcpOption(code, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A number of 16 bits. */
    public static DhcpOption number16(final int code, final int number) {
        return new DhcpOption(code, ByteBuffer.allocate(Short.BYTES).putShort((short) number).array());
    }

    /**
     * Routes (RFC 3442). A client that takes them takes no other router: the default route has to be one of them.
     *
     * @param routes of the network, with their networks' significant bytes alone on the wire.
     */
    public static DhcpOption routes(final List<Route> routes) {
        final ByteArrayOutputStream value = new ByteArrayOutputStream();
        for (final Route route : routes) {
            value.write(route.prefixLength());
            for (int bits = 0; bits < route.prefixLength(); bits += Byte.SIZE) {
                value.write(route.network() >>> 24 - bits);
            }
            value.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(route.router()).array());
        }
        return new DhcpOption(DhcpOptionCode.CLASSLESS_ROUTES, value.toByteArray());
    }

    /**
     * Domains in which names are looked up (RFC 3397), not compressed.
     *
     * @throws IllegalArgumentException when one is no domain name.
     */
    public static DhcpOption domainSearch(final List<String> domains) {
        final ByteArrayOutputStream value = new ByteArrayOutputStream();
        for (final String domain : domains) {
            for (final String label : domain.split("\\.")) {
                if (!label.matches("[A-Za-z0-9_-]+") || label.length() > MAX_LABEL_LENGTH) {
                    throw new IllegalArgumentException("'" + domain + "' is not a domain name");
                }
                value.write(label.length());
                value.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
            }
            value.write(0);
        }
        return new DhcpOption(DhcpOptionCode.DOMAIN_SEARCH, value.toByteArray());
    }

    /**
     * Any value: {@code hex:0a0b}, {@code ip:10.0.0.1,10.0.0.2}, {@code u8:1}, {@code u16:1500}, {@code u32:7},
     * {@code text:...}, or text that begins with none of these.
     *
     * @throws IllegalArgumentException when it is not what its prefix says.
     */
    public static byte[] parse(final String text) {
        final int colon = text.indexOf(':');
        final String rest = text.substring(colon + 1);
        return switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "hex" -> HexFormat.of().parseHex(rest.replace(":", "").replace(" ", ""));
            case "ip" -> addresses(0, List.of(rest.split(",")).stream().map(Ipv4::parse).toList()).value();
            case "u8" -> number(rest, Byte.BYTES);
            case "u16" -> number(rest, Short.BYTES);
            case "u32" -> number(rest, Integer.BYTES);
            case "text" -> rest.getBytes(StandardCharsets.US_ASCII);
            default -> text.getBytes(StandardCharsets.US_ASCII);
        };
    }

    private static byte[] number(final String text, final int bytes) {
        final int bits = bytes * Byte.SIZE;
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) >>> bits != 0) {
            throw new IllegalArgumentException("'" + text + "' is not a number of " + bits + " bits");
        }
        final byte[] value = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            value[i] = (byte) (Long.parseLong(text) >>> bits - Byte.SIZE * (i + 1));
        }
        return value;
    }
}
