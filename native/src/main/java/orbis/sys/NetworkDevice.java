package orbis.sys;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;

/**
 * A network interface as boot services see it. Addresses are in host order: 172.16.0.1 is 0xac100001.
 *
 * @param name         of the interface.
 * @param index        of the interface.
 * @param address      its first IPv4 address.
 * @param prefixLength bits of the network's part of the address.
 * @param mtu          bytes of the largest IP packet.
 * @param mac          its hardware address in the lower 48 bits, 0 when it has none.
 */
public record NetworkDevice(String name, int index, int address, int prefixLength, int mtu, long mac) {
    /**
     * Asks the system.
     *
     * @param name of the interface.
     * @return what it is now.
     * @throws IOException when there is no such interface, or it has no IPv4 address.
     */
    public static NetworkDevice of(final String name) throws IOException {
        final NetworkInterface device = NetworkInterface.getByName(name);
        if (device == null) {
            throw new IOException("there is no network interface " + name);
        }
        for (final InterfaceAddress each : device.getInterfaceAddresses()) {
            if (each.getAddress() instanceof Inet4Address address) {
                return new NetworkDevice(name, device.getIndex(), IpV4.of(address.getAddress()),
                    each.getNetworkPrefixLength(), device.getMTU(), mac(device.getHardwareAddress()));
            }
        }
        throw new IOException("network interface " + name + " has no IPv4 address");
    }

    /** The mask of the network's part of the address. */
    public int netmask() {
        return prefixLength == 0 ? 0 : -1 << 32 - prefixLength;
    }

    /** The broadcast address of the network. */
    public int broadcastAddress() {
        return address | ~netmask();
    }

    private static long mac(final byte[] bytes) {
        long mac = 0;
        if (bytes != null && bytes.length == 6) {
            for (final byte each : bytes) {
                mac = mac << 8 | each & 0xff;
            }
        }
        return mac;
    }
}
