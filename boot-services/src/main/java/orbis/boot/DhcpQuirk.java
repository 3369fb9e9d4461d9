package orbis.boot;

/** What a client's firmware needs otherwise than the others. */
public enum DhcpQuirk {
    /** Nothing. */
    NONE,
    /** No option 60 and 43: a boot file in a plain DHCP reply. */
    PLAIN,
    /** Option 60 without 43: the firmware asks for its boot file on port 4011. */
    BINL
}
