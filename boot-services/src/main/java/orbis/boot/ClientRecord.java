package orbis.boot;

import java.util.UUID;
import orbis.protocol.dhcp.Architecture;

/**
 * One machine: all that is written down about it, and from which every byte that it is told is made. Immutable.
 *
 * @param name         its name in the configuration, also its host name.
 * @param mac          Ethernet address, or {@link MacAddress#NONE}.
 * @param uuid         SMBIOS UUID as printed by the firmware (option 97), or null.
 * @param clientId     client identifier (option 61) in lower-case hex, or null.
 * @param address      fixed IPv4 address, or {@link Ipv4#NONE} when it comes from a range.
 * @param architecture of its firmware, or null for what the firmware says.
 * @param disk         from which it boots, or null.
 * @param initiator    its iSCSI name.
 * @param road         how it boots.
 * @param bootFile     the first file that its firmware loads, or null for the one of its architecture.
 * @param kernel       file name of the kernel, or null for the newest one.
 * @param initrd       file name of the initial RAM disk, or null for the one that goes with the kernel.
 * @param args         kernel arguments to add, or an empty string.
 * @param quirk        what its firmware needs otherwise.
 */
public record ClientRecord(
    String name,
    long mac,
    UUID uuid,
    String clientId,
    int address,
    Architecture architecture,
    ClientDisk disk,
    String initiator,
    BootRoad road,
    String bootFile,
    String kernel,
    String initrd,
    String args,
    DhcpQuirk quirk) {

    /**
     * Starts a record.
     *
     * @param name the machine's name.
     * @return to be filled in and built.
     */
    public static Builder named(final String name) {
        return new Builder(name);
    }

    /** Gathers what is known of a machine. */
    public static final class Builder {
        private final String name;
        private long mac = MacAddress.NONE;
        private UUID uuid;
        private String clientId;
        private int address = Ipv4.NONE;
        private Architecture architecture;
        private ClientDisk disk;
        private String initiator;
        private BootRoad road = BootRoad.AUTO;
        private String bootFile;
        private String kernel;
        private String initrd;
        private String args = "";
        private DhcpQuirk quirk = DhcpQuirk.NONE;

        private Builder(final String name) {
            this.name = name;
        }

        /** Ethernet address. */
        public Builder mac(final long mac) {
            this.mac = mac;
            return this;
        }

        /** SMBIOS UUID. */
        public Builder uuid(final UUID uuid) {
            this.uuid = uuid;
            return this;
        }

        /** Client identifier in hex. */
        public Builder clientId(final String clientId) {
            this.clientId = clientId;
            return this;
        }

        /** Fixed IPv4 address. */
        public Builder address(final int address) {
            this.address = address;
            return this;
        }

        /** Architecture of the firmware. */
        public Builder architecture(final Architecture architecture) {
            this.architecture = architecture;
            return this;
        }

        /** The disk. */
        public Builder disk(final ClientDisk disk) {
            this.disk = disk;
            return this;
        }

        /** The iSCSI name. */
        public Builder initiator(final String initiator) {
            this.initiator = initiator;
            return this;
        }

        /** How it boots. */
        public Builder road(final BootRoad road) {
            this.road = road;
            return this;
        }

        /** The first file that its firmware loads. */
        public Builder bootFile(final String bootFile) {
            this.bootFile = bootFile;
            return this;
        }

        /** File name of the kernel. */
        public Builder kernel(final String kernel) {
            this.kernel = kernel;
            return this;
        }

        /** File name of the initial RAM disk. */
        public Builder initrd(final String initrd) {
            this.initrd = initrd;
            return this;
        }

        /** Kernel arguments to add. */
        public Builder args(final String args) {
            this.args = args;
            return this;
        }

        /** What its firmware needs otherwise. */
        public Builder quirk(final DhcpQuirk quirk) {
            this.quirk = quirk;
            return this;
        }

        /** The record. */
        public ClientRecord build() {
            return new ClientRecord(name, mac, uuid, clientId, address, architecture, disk, initiator, road,
                bootFile, kernel, initrd, args, quirk);
        }
    }
}
