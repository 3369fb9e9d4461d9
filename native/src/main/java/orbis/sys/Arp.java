package orbis.sys;

import java.nio.charset.StandardCharsets;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * The system's table from IPv4 to hardware addresses (arp(7)). A host that does not have its address yet answers no
 * ARP: who puts it into the table can send to it all the same.
 */
public final class Arp {
    /** struct arpreq: arp_pa 0, arp_ha 16, arp_flags 32, arp_netmask 36, arp_dev 52. */
    private static final int LENGTH = 68;
    private static final long SIOCDARP = 0x8953;
    private static final long SIOCGARP = 0x8954;
    private static final long SIOCSARP = 0x8955;
    private static final int ATF_COM = 0x2;
    private static final short AF_INET = 2;
    private static final short ARPHRD_ETHER = 1;
    private static final int NAME_LENGTH = 16;
    private static final int MAC_LENGTH = 6;

    private final int socketFd;
    private final boolean exists;
    private final Pointer request = Memory.allocateDirect(Runtime.getRuntime(LibC.INSTANCE), LENGTH, true);

    /**
     * The entries of an interface, for one thread.
     *
     * @param socketFd any IPv4 socket.
     * @param device   name of the interface.
     */
    public Arp(final int socketFd, final String device) {
        this.socketFd = socketFd;
        exists = device.length() < NAME_LENGTH;
        request.putShort(0, AF_INET);
        request.put(52, device.getBytes(StandardCharsets.US_ASCII), 0, Math.min(device.length(), NAME_LENGTH - 1));
    }

    /**
     * Adds or changes an entry. Takes CAP_NET_ADMIN.
     *
     * @param address IPv4 address in host order.
     * @param mac     hardware address in the lower 48 bits.
     * @return 0 or a negated errno.
     */
    public int set(final int address, final long mac) {
        if (!exists) {
            return -Errno.ENODEV;
        }
        address(address);
        for (int i = 0; i < MAC_LENGTH; i++) {
            request.putByte(18 + i, (byte) (mac >> 40 - 8 * i));
        }
        return ask(SIOCSARP);
    }

    /**
     * Removes an entry. Takes CAP_NET_ADMIN.
     *
     * @param address IPv4 address in host order.
     * @return 0 or a negated errno; -ENXIO when there is none.
     */
    public int remove(final int address) {
        address(address);
        return exists ? ask(SIOCDARP) : -Errno.ENODEV;
    }

    /**
     * Finds an entry.
     *
     * @param address IPv4 address in host order.
     * @return hardware address in the lower 48 bits, or 0 when none is known.
     */
    public long get(final int address) {
        address(address);
        if (!exists || ask(SIOCGARP) < 0 || (request.getInt(32) & ATF_COM) == 0) {
            return 0;
        }
        long mac = 0;
        for (int i = 0; i < MAC_LENGTH; i++) {
            mac = mac << 8 | request.getByte(18 + i) & 0xFF;
        }
        return mac;
    }

    private void address(final int address) {
        for (int i = 0; i < 4; i++) {
            request.putByte(4 + i, (byte) (address >> 24 - 8 * i));
        }
        request.putShort(16, ARPHRD_ETHER);
        request.putInt(32, ATF_COM);
    }

    private int ask(final long what) {
        return LibC.INSTANCE.ioctl(socketFd, what, request) < 0 ? LibC.failure() : 0;
    }
}
