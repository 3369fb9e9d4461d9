package orbis.engine.session;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A network portal as initiators are told of it.
 *
 * @param address  IP address and port.
 * @param groupTag portal group tag, 1 to 65535.
 */
public record Portal(InetSocketAddress address, int groupTag) {
    /** The value of a TargetAddress key: address, port and group tag, IPv6 in brackets (RFC 7143 section 13.8). */
    public String targetAddress() {
        return text() + ',' + groupTag;
    }

    /** Address and port, IPv6 in brackets. */
    public String text() {
        final InetAddress ip = address.getAddress();
        final String host = ip == null ? address.getHostString() : ip.getHostAddress();
        final int scope = host.indexOf('%');
        // A scope is the name of an interface here, and means nothing to a peer.
        final String plain = scope < 0 ? host : host.substring(0, scope);
        return (plain.indexOf(':') < 0 ? plain : '[' + plain + ']') + ':' + address.getPort();
    }
}
