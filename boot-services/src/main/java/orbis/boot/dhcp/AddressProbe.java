package orbis.boot.dhcp;

import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import org.agrona.DirectBuffer;

/**
 * Keeps an offer back until it is seen that nobody else has its address (RFC 2131 section 3.1), when the client did not
 * have that address before and is on our own network. The kernel asks by ARP; nobody waits for the answer. In a storm
 * most offers go out without: only so many are kept back at once.
 */
final class AddressProbe {
    private static final int CAPACITY = 64;

    private final long waitMs;
    private final PendingReplies offers = new PendingReplies(CAPACITY);
    private final LeasePool[] pools = new LeasePool[CAPACITY];
    private final int[] indexes = new int[CAPACITY];
    private final long[] keys = new long[CAPACITY];

    /** Is told of an address that somebody has. */
    @FunctionalInterface
    interface Conflict {
        /**
         * An address is in use by a machine that has no lease.
         *
         * @param pool  of the address.
         * @param index of the address.
         * @param mac   of the machine.
         */
        void onConflict(LeasePool pool, int index, long mac);
    }

    AddressProbe(final long waitMs) {
        this.waitMs = waitMs;
    }

    /** Starts to ask for an address that is to be offered; false when the offer goes out at once. */
    boolean seek(final DhcpRequest request, final LeasePool pool, final int index) {
        return waitMs > 0 && !offers.isFull() && request.header().relayAddress() == Ipv4.NONE
            && pool.subnet().contains(request.port().link().address())
            && request.port().seek(pool.addressOf(index));
    }

    /** Keeps the offer of the address that was asked for. */
    void hold(
        final DhcpRequest request, final LeasePool pool, final int index,
        final DirectBuffer offer, final int length, final ReplyAddress to, final long elapsedMs) {
        final int slot = offers.add(elapsedMs + waitMs, request.port(), offer, length, to);
        pools[slot] = pool;
        indexes[slot] = index;
        keys[slot] = request.key();
    }

    /** Sends the offers that waited long enough, but those of addresses that somebody has; gives how many were due. */
    int poll(final long elapsedMs, final Conflict conflict) {
        int count = 0;
        for (int slot = offers.due(elapsedMs); slot >= 0; slot = offers.due(elapsedMs)) {
            count++;
            final LeasePool pool = pools[slot];
            final int index = indexes[slot];
            if (pool.state(index) != LeaseState.OFFERED || pool.key(index) != keys[slot]) {
                offers.drop();
                continue;
            }
            final long holder = offers.port(slot).holder(pool.addressOf(index));
            if (holder == MacAddress.NONE || holder == keys[slot]) {
                offers.sendFirst();
            } else {
                offers.drop();
                conflict.onConflict(pool, index, holder);
            }
        }
        return count;
    }
}
