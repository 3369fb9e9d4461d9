package orbis.boot;

/**
 * A network interface on which the boot services answer.
 *
 * @param name         the interface's name.
 * @param index        the interface's number in the kernel.
 * @param mac          Ethernet address.
 * @param address      its IPv4 address.
 * @param prefixLength bits of its network.
 * @param mtu          bytes of the largest IP packet.
 */
public record NetworkLink(String name, int index, long mac, int address, int prefixLength, int mtu) {
}
