package orbis.boot.tftp;

import java.util.ArrayDeque;
import java.util.function.Consumer;

import org.agrona.collections.Long2ObjectHashMap;

/** The transfers under way by their client's address and port, from a bounded pool. */
final class TransferTable {
    private static final int MAX_SEARCH = 256;

    private final Long2ObjectHashMap<Transfer> byKey = new Long2ObjectHashMap<>();
    private final ArrayDeque<Transfer> pool = new ArrayDeque<>();
    private final Transfer[] all;
    private int created;
    private int hand;

    TransferTable(final int maxTransfers) {
        all = new Transfer[maxTransfers];
    }

    private static long key(final TftpEndpoint endpoint, final int address, final int port) {
        return (long) endpoint.index() << 48 | (address & 0xFFFF_FFFFL) << 16 | port;
    }

    /** The transfer to a client's port, or null. */
    Transfer find(final TftpEndpoint endpoint, final int address, final int port) {
        return byKey.get(key(endpoint, address, port));
    }

    /** Adds a transfer; null when there are too many. */
    Transfer begin(final TftpEndpoint endpoint, final int address, final int port, final long nowNs) {
        Transfer transfer = pool.poll();
        if (transfer == null) {
            if (created == all.length) {
                return null;
            }
            transfer = new Transfer();
            all[created++] = transfer;
        }
        transfer.begin(endpoint, address, port, nowNs);
        byKey.put(key(endpoint, address, port), transfer);
        return transfer;
    }

    /** An old transfer whose client has not answered yet, to make room when the table is full; or null. */
    Transfer unanswered() {
        for (int i = 0; i < MAX_SEARCH; i++) {
            hand = hand + 1 >= created ? 0 : hand + 1;
            if (all[hand].state == Transfer.State.OFFERED) {
                return all[hand];
            }
        }
        return null;
    }

    /** Takes a transfer out; it may still be in the loader's hands. */
    void remove(final Transfer transfer) {
        final long key = key(transfer.endpoint, transfer.address, transfer.port);
        if (byKey.get(key) == transfer) {
            byKey.remove(key);
        }
    }

    /** Gives a transfer that was taken out back to the pool. */
    void recycle(final Transfer transfer) {
        transfer.state = Transfer.State.FREE;
        transfer.bytes = null;
        transfer.client = null;
        pool.push(transfer);
    }

    int size() {
        return byKey.size();
    }

    void forEach(final Consumer<Transfer> action) {
        for (int i = 0; i < created; i++) {
            if (all[i].state != Transfer.State.FREE) {
                action.accept(all[i]);
            }
        }
    }
}
