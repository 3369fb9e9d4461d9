package orbis.server.config;

import static orbis.server.config.Types.iscsiName;
import static orbis.server.config.Types.number;
import static orbis.server.config.Types.oneOf;
import static orbis.server.config.Types.size;
import static orbis.server.config.Types.text;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import orbis.boot.BootRoad;
import orbis.boot.DhcpQuirk;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.protocol.dhcp.Architecture;

/** Keys of a client: the one record from which all follows that it is told and allowed. */
public final class ClientSettings {
    static final SettingGroup CLIENT = new SettingGroup("A client");

    /** MAC address. */
    public static final Setting<Long> MAC = CLIENT.add("orbis.client.<name>.mac",
        new ValueType<>("a MAC address (aa:bb:cc:dd:ee:ff)", MacAddress::parse, MacAddress::format),
        "Ethernet address of the machine.");
    /** UUID. */
    public static final Setting<UUID> ID = CLIENT.add("orbis.client.<name>.uuid",
        ValueType.of("a UUID", ClientSettings::uuid), "SMBIOS UUID of the machine (DHCP option 97).");
    /** Client identifier. */
    public static final Setting<String> CLIENT_ID = CLIENT.add("orbis.client.<name>.client.id",
        ValueType.of("2 to 255 bytes in hex", ClientSettings::identifier), "DHCP client identifier (option 61).");
    /** Disk. */
    public static final Setting<String> DISK = CLIENT.add("orbis.client.<name>.disk",
        text("the name of a disk", "[a-z0-9][a-z0-9-]*"), "The disk that it boots from, and may log in to.");
    /** Initiator name. */
    public static final Setting<String> INITIATOR = CLIENT.add("orbis.client.<name>.initiator", iscsiName(),
        "<orbis.iscsi.iqn>:client.<name>", () -> null, "Its iSCSI name.");
    /** Address. */
    public static final Setting<Integer> ADDRESS = CLIENT.add("orbis.client.<name>.address",
        new ValueType<>("an IPv4 address", Ipv4::parse, Ipv4::format), "from the range", () -> null,
        "Its fixed IPv4 address.");
    /** Architecture. */
    public static final Setting<Architecture> ARCHITECTURE = CLIENT.add("orbis.client.<name>.arch",
        oneOf(Architecture.class), "as it says", () -> null, "Architecture of its firmware.");
    /** Road. */
    public static final Setting<BootRoad> ROAD = CLIENT.add("orbis.client.<name>.boot", oneOf(BootRoad.class),
        "auto", "How it gets from its firmware to its disk; auto is san for iPXE, else grub.");
    /** First file. */
    public static final Setting<String> FILE = CLIENT.add("orbis.client.<name>.file", text("a file name"),
        "by architecture", () -> null, "First file that its firmware loads.");
    /** Kernel. */
    public static final Setting<String> KERNEL = CLIENT.add("orbis.client.<name>.kernel", text("a file name"),
        "the newest vmlinuz-*", () -> null, "Its kernel, in orbis.tftp.root.");
    /** Initial RAM disk. */
    public static final Setting<String> INITRD = CLIENT.add("orbis.client.<name>.initrd", text("a file name"),
        "the one that goes with the kernel", () -> null, "Its initial RAM disk, in orbis.tftp.root.");
    /** Kernel arguments. */
    public static final Setting<String> ARGS = CLIENT.add("orbis.client.<name>.args", text("kernel arguments"), "",
        "Added to the kernel's arguments; netroot=, rd.iscsi.initiator= and ip= come by themselves.");
    /** Quirk. */
    public static final Setting<DhcpQuirk> QUIRK = CLIENT.add("orbis.client.<name>.quirk", oneOf(DhcpQuirk.class),
        "none", "What its firmware needs otherwise: plain replies, or a boot server on port 4011.");

    /** Commands a second. */
    public static final Setting<Integer> IOPS_MAX = CLIENT.add("orbis.client.<name>.iops.max", number(0, 100_000_000),
        "0", "Most commands a second that it may have of all disks together; 0: as many as it likes.");
    /** Bytes a second. */
    public static final Setting<Long> RATE_MAX = CLIENT.add("orbis.client.<name>.rate.max", size("0", "1t"), "0",
        "Most bytes a second that it may read and write of all disks together; 0: no limit.");

    /** What a client is known by, and what it is known as: nothing of it changes while the server runs. */
    public static final List<Setting<?>> IDENTITY = List.of(MAC, ID, CLIENT_ID, INITIATOR, ADDRESS);

    private ClientSettings() {
    }

    /**
     * The iSCSI name of a client that is given none.
     *
     * @param configuration to which it belongs.
     * @param client        its name.
     */
    public static String defaultInitiator(final Configuration configuration, final String client) {
        return configuration.get(TargetSettings.IQN) + ":client." + client;
    }

    /** Java's own parser takes groups that lack digits. */
    private static UUID uuid(final String text) {
        final UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("has not 8-4-4-4-12 hex digits");
        }
        return uuid;
    }

    private static String identifier(final String text) {
        if (!text.matches("([0-9A-Fa-f]{2}){2,255}")) {
            throw new IllegalArgumentException("has not that form");
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
