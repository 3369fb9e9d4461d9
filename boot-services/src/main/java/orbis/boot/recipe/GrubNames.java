package orbis.boot.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import orbis.boot.ClientDirectory;
import orbis.boot.ClientRecord;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;

/**
 * The names under which GRUB looks for its configuration, one after the other, in the folder that it came from:
 * after the machine's UUID, its MAC address, its IPv4 address in hex cut by a digit each time, and plainly
 * ({@code grub_net_search_config_file} in {@code grub-core/net/net.c}).
 */
final class GrubNames {
    static final String PLAIN = "grub.cfg";

    private static final String PREFIX = PLAIN + "-";
    private static final String ETHERNET = "01-";
    private static final int HEX_DIGITS = 8;
    private static final int UUID_LENGTH = 36;

    private GrubNames() {
    }

    static boolean isGrubName(final String base) {
        return base.equals(PLAIN) || base.startsWith(PREFIX);
    }

    /** The client that a name says, or null. */
    static ClientRecord client(final String base, final ClientDirectory clients) {
        final String suffix = base.length() > PREFIX.length() ? base.substring(PREFIX.length()) : "";
        try {
            if (suffix.startsWith(ETHERNET)) {
                return clients.byMac(MacAddress.parse(suffix.substring(ETHERNET.length())));
            }
            if (suffix.length() == HEX_DIGITS) {
                return clients.byAddress(Integer.parseUnsignedInt(suffix, 16));
            }
            return suffix.length() == UUID_LENGTH ? client(UUID.fromString(suffix), clients) : null;
        } catch (final IllegalArgumentException e) {
            return null;
        }
    }

    private static ClientRecord client(final UUID uuid, final ClientDirectory clients) {
        final ClientRecord client = clients.byUuid(ofSmbios(uuid));
        return client != null ? client : clients.byUuid(uuid);
    }

    /**
     * GRUB writes the bytes of option 97 as they come ({@code grub-core/net/bootp.c}); in those of SMBIOS, which most
     * firmware sends, the first three fields are the other way round than in print.
     */
    private static UUID ofSmbios(final UUID uuid) {
        final long high = uuid.getMostSignificantBits();
        return new UUID((long) Integer.reverseBytes((int) (high >>> 32)) << 32
            | (Short.reverseBytes((short) (high >>> 16)) & 0xFFFFL) << 16
            | Short.reverseBytes((short) high) & 0xFFFFL, uuid.getLeastSignificantBits());
    }

    /** All names for a client, the first one asked for first. */
    static List<String> all(final ClientRecord client, final int address) {
        final List<String> names = new ArrayList<>();
        if (client.uuid() != null) {
            names.add(PREFIX + ofSmbios(client.uuid()));
        }
        if (client.mac() != MacAddress.NONE) {
            names.add(PREFIX + ETHERNET + MacAddress.format(client.mac(), '-'));
        }
        final int known = address == Ipv4.NONE ? client.address() : address;
        if (known != Ipv4.NONE) {
            final String hex = String.format("%08X", known);
            for (int length = HEX_DIGITS; length > 0; length--) {
                names.add(PREFIX + hex.substring(0, length));
            }
        }
        names.add(PLAIN);
        return names;
    }
}
