package orbis.boot.dhcp;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import orbis.boot.Ipv4;
import orbis.protocol.dhcp.DhcpFlyweight;
import orbis.protocol.dhcp.DhcpOptionCode;
import orbis.protocol.dhcp.DhcpOptions;
import org.agrona.concurrent.UnsafeBuffer;

/** A reply that was sent, taken apart. */
final class Reply {
    private final byte[] bytes;
    private final int address;
    private final int port;
    private final DhcpFlyweight header = new DhcpFlyweight();
    private final DhcpOptions options = new DhcpOptions();

    Reply(final byte[] bytes, final int address, final int port) {
        this.bytes = bytes;
        this.address = address;
        this.port = port;
        header.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
        options.wrap(new UnsafeBuffer(bytes), bytes.length);
    }

    String to() {
        return Ipv4.format(address) + ":" + port;
    }

    int type() {
        return options.messageType();
    }

    String yourAddress() {
        return Ipv4.format(header.yourAddress());
    }

    DhcpFlyweight header() {
        return header;
    }

    DhcpOptions options() {
        return options;
    }

    byte[] bytes() {
        return bytes;
    }

    boolean has(final int code) {
        return options.has(code);
    }

    String hex(final int code) {
        return HexFormat.of().formatHex(value(code));
    }

    String text(final int code) {
        return new String(value(code), StandardCharsets.US_ASCII);
    }

    /** How often an option stands in the reply. */
    int count(final int code) {
        int count = 0;
        int at = DhcpFlyweight.OPTIONS_OFFSET;
        while (bytes[at] != (byte) DhcpOptionCode.END) {
            count += (bytes[at] & 0xFF) == code ? 1 : 0;
            at += bytes[at] == DhcpOptionCode.PAD ? 1 : 2 + (bytes[at + 1] & 0xFF);
        }
        return count;
    }

    /** The byte that follows an option's value. */
    int byteAfter(final int code) {
        return bytes[options.offset(code) + options.length(code)] & 0xFF;
    }

    private byte[] value(final int code) {
        final byte[] value = new byte[options.length(code)];
        options.buffer(code).getBytes(options.offset(code), value);
        return value;
    }
}
