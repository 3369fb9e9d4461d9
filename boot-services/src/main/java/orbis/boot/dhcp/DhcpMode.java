package orbis.boot.dhcp;

/** What the DHCP service is to the network. */
public enum DhcpMode {
    /** Silent. */
    OFF,
    /** It leases addresses. */
    SERVER,
    /** It tells where to boot from, beside another server that leases addresses. */
    PROXY
}
