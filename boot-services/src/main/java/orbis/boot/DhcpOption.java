package orbis.boot;

/**
 * A DHCP option as it stands in a packet.
 *
 * @param code  1 to 254.
 * @param value its bytes, not to be changed; more than 255 are split as RFC 3396 says.
 */
public record DhcpOption(int code, byte[] value) {
}
