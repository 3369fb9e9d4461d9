package orbis.server.config;

import static orbis.server.config.Types.duration;
import static orbis.server.config.Types.listOf;
import static orbis.server.config.Types.oneOf;
import static orbis.server.config.Types.text;

import java.util.List;

import orbis.boot.Ipv4;
import orbis.boot.Subnet;
import orbis.boot.dhcp.DhcpMode;

/** Keys of the boot services. */
public final class BootSettings {
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
    private BootSettings() {
    }

    static ValueType<Subnet.Range> range() {
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
