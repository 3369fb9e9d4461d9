package orbis.server.config;

import static orbis.server.config.Types.duration;
import static orbis.server.config.Types.listOf;
import static orbis.server.config.Types.number;
import static orbis.server.config.Types.oneOf;
import static orbis.server.config.Types.path;
import static orbis.server.config.Types.text;

import java.nio.file.Path;
import java.util.List;

import orbis.boot.Ipv4;
import orbis.boot.Subnet;

/** Keys of the boot services. */
public final class BootSettings {
    /** What DHCP does. */
    public enum DhcpMode {
        /** Nothing. */
        OFF,
        /** Gives out addresses. */
        SERVER,
        /** Tells the way to the disk beside another server, which gives out the addresses. */
        PROXY
    }

    static final SettingGroup BOOT = new SettingGroup("Boot services");

    /** Interfaces. */
    public static final Setting<List<String>> INTERFACE = BOOT.add("orbis.net.interface",
        listOf(text("the name of an interface", "[A-Za-z0-9_.@-]{1,15}")), "",
        "Interfaces on which DHCP, TFTP and HTTP answer; without one they are off.");
    /** DHCP mode. */
    public static final Setting<DhcpMode> DHCP_MODE = BOOT.add("orbis.dhcp.mode", oneOf(DhcpMode.class), "off",
        "Whether DHCP is off, gives out addresses, or only tells the way to the disk beside another server.");
    /** Range. */
    public static final Setting<List<Subnet.Range>> DHCP_RANGE = BOOT.add("orbis.dhcp.range", listOf(range()), "",
        "Addresses for clients without a fixed one.");
    /** Lease time. */
    public static final Setting<Long> LEASE_TIME = BOOT.add("orbis.dhcp.lease.time", duration("1m", "8760h"), "12h",
        "Length of a lease.");
    /** TFTP folder. */
    public static final Setting<Path> TFTP_ROOT = BOOT.add("orbis.tftp.root", path(),
        "Folder whose files are served beside the generated ones.");
    /** HTTP port. */
    public static final Setting<Integer> HTTP_PORT = BOOT.add("orbis.http.port", number(0, 65535), "8480",
        "Port of HTTP boot; 0 turns it off.");
    /** Boot file of an architecture. */
    public static final Setting<String> BOOT_FILE = BOOT.add("orbis.boot.file.<arch>", text("a file name"),
        "by architecture", () -> null,
        "First file for firmware of an architecture: x86-bios, x64-uefi, arm64-uefi and so on.");

    private BootSettings() {
    }

    private static ValueType<Subnet.Range> range() {
        return new ValueType<>("first-last", text -> {
            final String[] ends = text.split("-", -1);
            if (ends.length != 2) {
                throw new IllegalArgumentException("is not first-last");
            }
            final Subnet.Range range = new Subnet.Range(Ipv4.parse(ends[0]), Ipv4.parse(ends[1]));
            if (Integer.compareUnsigned(range.first(), range.last()) > 0) {
                throw new IllegalArgumentException("ends before it begins");
            }
            return range;
        }, range -> Ipv4.format(range.first()) + "-" + Ipv4.format(range.last()));
    }
}
