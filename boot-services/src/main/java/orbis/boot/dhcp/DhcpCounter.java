package orbis.boot.dhcp;

/** What the DHCP service counts. */
public enum DhcpCounter {
    /** Packets received. */
    RECEIVED("packets received"),
    /** Packets that are no DHCP requests. */
    MALFORMED("malformed packets"),
    /** Packets over the rate of their sender. */
    RATE_LIMITED("packets over the rate limit"),
    /** Packets of machines without a record that were left unanswered. */
    UNKNOWN("packets of unknown machines"),
    /** Packets from networks that are not configured. */
    WRONG_NETWORK("packets from other networks"),
    /** Offers made. */
    OFFERED("offers"),
    /** Leases granted or prolonged. */
    ACKED("acknowledgements"),
    /** Requests refused. */
    REFUSED("refusals"),
    /** Addresses given back. */
    RELEASED("releases"),
    /** Addresses found in use by somebody else. */
    DECLINED("declined addresses"),
    /** Addresses not offered because somebody has them. */
    IN_USE("addresses in use without a lease"),
    /** Requests for options alone that were answered. */
    INFORMED("informs"),
    /** Answers to PXE clients on port 4011 and as ProxyDHCP. */
    PROXY_ANSWERED("proxy answers"),
    /** Machines for which no address was left. */
    EXHAUSTED("requests without a free address"),
    /** Leases that ended. */
    EXPIRED("expired leases and offers"),
    /** Requests left unanswered because the lease log could not take them. */
    LOG_REFUSED("requests that the lease log refused"),
    /** Requests left unanswered because too many answers wait for the medium. */
    OVERLOADED("requests over the limit of waiting answers"),
    /** Faults while a packet was handled. */
    FAULTS("faults");

    private final String label;

    DhcpCounter(final String label) {
        this.label = label;
    }

    /** What is counted, for people. */
    public String label() {
        return label;
    }
}
