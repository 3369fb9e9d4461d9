package orbis.boot.dhcp;

/**
 * How the DHCP service behaves.
 *
 * @param mode              server or proxy.
 * @param serveUnknown      whether machines without a record get an address too.
 * @param authoritative     whether strangers that ask for an address which is not ours are refused (NAK) too.
 * @param clientRate        packets per second of one sender; 0 for any number.
 * @param offerHoldMs       how long an offered address is kept, milliseconds.
 * @param quarantineMs      how long a declined address is kept from others, milliseconds.
 * @param addressProbeMs    how long to wait for a sign that somebody has an address before it is offered to a client
 *                          that had another, milliseconds; 0 for not at all.
 * @param probeIntervalMs   how often to look for other DHCP servers, milliseconds; 0 for never.
 */
public record DhcpSettings(
    DhcpMode mode,
    boolean serveUnknown,
    boolean authoritative,
    int clientRate,
    long offerHoldMs,
    long quarantineMs,
    long addressProbeMs,
    long probeIntervalMs) {

    /** A server for known clients. */
    public static final DhcpSettings DEFAULT =
        new DhcpSettings(DhcpMode.SERVER, false, false, 20, 30_000, 600_000, 0, 600_000);
}
