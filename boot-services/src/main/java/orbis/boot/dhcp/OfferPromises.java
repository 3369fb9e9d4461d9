package orbis.boot.dhcp;

import java.util.concurrent.TimeUnit;
import orbis.boot.ClientRecord;

/**
 * Writes a lease to the log with its offer, so that it usually is durable by the time of the REQUEST, and the ACK waits
 * for nothing. Such a promise ends as late as any lease that the offer may become; an offer that becomes none is taken
 * out of the log again ({@link LeaseRecords}).
 *
 * <p>Nothing is written while a record goes on for half of the offer's time beyond a lease that begins now: so a client
 * that asks again and again, or boots in stages, is written once in that time. A REQUEST that comes later than what its
 * promise covers is written as if there were none.
 *
 * <p>Clients that are known by their MAC address are promised always: there are no more of them than records. What
 * others say of themselves costs a forger nothing. Each lease that they are granted lets them be promised one more, so
 * that in a crowd of machines that mean it all are promised; but of DISCOVERs that nothing follows, only the first
 * {@value #MOST_TO_OTHERS} are, and {@value #TO_OTHERS_PER_SECOND} a second from then on. Beyond these, and as many
 * that take them back, such senders have nothing written but by REQUESTs, as without promises.
 */
final class OfferPromises {
    static final int MOST_TO_OTHERS = 16_384;
    static final int TO_OTHERS_PER_SECOND = 512;
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1) / TO_OTHERS_PER_SECOND;

    private final long holdMs;
    /** When as many could be promised to others as ever if nothing more were (as in {@link RateLimiter}). */
    private long restedAtNs;

    /**
     * Nothing is promised yet.
     *
     * @param holdMs how long an offered address is kept, milliseconds.
     */
    OfferPromises(final long holdMs) {
        this.holdMs = holdMs;
    }

    /** Writes an address that is being offered as its client's, where that is due; the log may refuse. */
    void promise(
        final DhcpRequest request, final LeasePool pool, final int index, final long nowMs, final long elapsedMs) {
        final long leaseEndMs = nowMs + TimeUnit.SECONDS.toMillis(pool.subnet().leaseTimeS());
        if (!pool.records().cover(index, leaseEndMs + holdMs / 2) && allows(request, elapsedMs)) {
            pool.record(index, request.key(), leaseEndMs + holdMs);
        }
    }

    private boolean allows(final DhcpRequest request, final long elapsedMs) {
        if (isKnown(request)) {
            return true;
        }
        final long nowNs = TimeUnit.MILLISECONDS.toNanos(elapsedMs);
        final long restedAt = Math.max(restedAtNs, nowNs) + INTERVAL_NS;
        if (restedAt - nowNs > MOST_TO_OTHERS * INTERVAL_NS) {
            return false;
        }
        restedAtNs = restedAt;
        return true;
    }

    /** A lease was granted to somebody. */
    void granted(final DhcpRequest request) {
        if (!isKnown(request)) {
            restedAtNs -= INTERVAL_NS;
        }
    }

    /** A record that is found by what else a packet says of its sender fits any number of MAC addresses. */
    private static boolean isKnown(final DhcpRequest request) {
        final ClientRecord client = request.client();
        return client != null && client.mac() == request.key();
    }
}
