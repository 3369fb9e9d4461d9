package orbis.boot;

import java.util.List;

/**
 * An IPv4 network that clients are on, and what DHCP tells everybody there.
 *
 * @param name          its name in the configuration.
 * @param address       network address.
 * @param prefixLength  bits of the network, up to 32.
 * @param ranges        addresses to give out to clients without a fixed one; may be empty.
 * @param serverAddress address under which clients of this network reach the boot services.
 * @param leaseTimeS    length of a lease in seconds.
 * @param options       options told to every client (router, name servers, any other by number).
 */
public record Subnet(
    String name,
    int address,
    int prefixLength,
    List<Range> ranges,
    int serverAddress,
    int leaseTimeS,
    List<DhcpOption> options) {

    /**
     * Addresses from the first to the last one, both included.
     *
     * @param first lowest address.
     * @param last  highest address.
     */
    public record Range(int first, int last) {
        /** Whether an address is in it. */
        public boolean contains(final int candidate) {
            return Integer.compareUnsigned(candidate, first) >= 0 && Integer.compareUnsigned(candidate, last) <= 0;
        }
    }

    /** Whether an address belongs to this network. */
    public boolean contains(final int candidate) {
        return (candidate & mask()) == address;
    }

    /** The network mask. */
    public int mask() {
        return Ipv4.mask(prefixLength);
    }

    /** The address that reaches everybody on this network. */
    public int broadcastAddress() {
        return address | ~mask();
    }
}
