package orbis.boot.dhcp;

import java.util.function.IntConsumer;
import orbis.boot.Subnet;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.EpochClock;

/**
 * The addresses of a network's ranges and whose they are. All memory is taken at start: a flood of strangers
 * finds the pool empty, but makes nothing grow. An address that becomes free goes to the end of the queue and
 * keeps the key of its last holder, so that a machine that comes back finds its address as long as possible.
 */
final class LeasePool {
    /** No address. */
    static final int NONE = -1;

    private static final long NO_KEY = 0;
    private static final int FREE_LIST = 0;
    private static final int OFFERED_LIST = 1;
    private static final int OFFERED_TO_STRANGERS_LIST = 2;
    private static final int LIST_COUNT = 3;
    private static final int SWEEP_WHEN_EMPTY = 4096;
    private static final float LOAD_FACTOR = 0.55f;

    private final Subnet subnet;
    private final IntConsumer onExpiry;
    private final int size;
    private final byte[] states;
    private final long[] keys;
    /** Of leases and quarantine since 1970, of offers since the start. */
    private final long[] expiriesMs;
    private final IndexLists lists;
    private final Long2LongHashMap indexByKey;
    private final LeaseRecords records;
    private int sweepIndex;
    /** How many are in quarantine. */
    private int declined;

    /**
     * All addresses are free.
     *
     * @param subnet   whose ranges it has.
     * @param onExpiry told of each address whose lease or quarantine has ended.
     * @param log      where leases are written.
     * @param clock    milliseconds since 1970.
     */
    LeasePool(final Subnet subnet, final IntConsumer onExpiry, final LeaseLog log, final EpochClock clock) {
        this.subnet = subnet;
        this.onExpiry = onExpiry;
        int count = 0;
        for (final Subnet.Range range : subnet.ranges()) {
            count += range.last() - range.first() + 1;
        }
        size = count;
        states = new byte[size];
        keys = new long[size];
        expiriesMs = new long[size];
        lists = new IndexLists(size, LIST_COUNT);
        indexByKey = new Long2LongHashMap((int) (size / LOAD_FACTOR) + 1, LOAD_FACTOR, NONE);
        records = new LeaseRecords(log, clock, size);
        for (int i = 0; i < size; i++) {
            lists.append(FREE_LIST, i);
        }
    }

    Subnet subnet() {
        return subnet;
    }

    int size() {
        return size;
    }

    /** What the lease log says of the addresses. */
    LeaseRecords records() {
        return records;
    }

    int indexOf(final int address) {
        int base = 0;
        for (int i = 0; i < subnet.ranges().size(); i++) {
            final Subnet.Range range = subnet.ranges().get(i);
            if (range.contains(address)) {
                return base + address - range.first();
            }
            base += range.last() - range.first() + 1;
        }
        return NONE;
    }

    int addressOf(final int index) {
        int offset = index;
        for (int i = 0; i < subnet.ranges().size(); i++) {
            final Subnet.Range range = subnet.ranges().get(i);
            final int length = range.last() - range.first() + 1;
            if (offset < length) {
                return range.first() + offset;
            }
            offset -= length;
        }
        throw new IndexOutOfBoundsException(index);
    }

    int state(final int index) {
        return states[index];
    }

    long key(final int index) {
        return keys[index];
    }

    long expiryMs(final int index) {
        return expiriesMs[index];
    }

    /** The address that a client has, was offered, or had last and nobody has got since; or {@link #NONE}. */
    int find(final long key) {
        return (int) indexByKey.get(key);
    }

    /** Whether an address is a client's now, or could become it. */
    boolean isFor(final int index, final long key) {
        final int state = states[index];
        return state == LeaseState.FREE || keys[index] == key && state != LeaseState.DECLINED;
    }

    /**
     * Finds an address for a client: its own, the one it wants, the one that is free for longest, one that
     * was offered in vain; a known client may also take what was just offered to a stranger.
     *
     * @param key       of the client.
     * @param wanted    address that it asks for, or 0.
     * @param known     whether it has a record.
     * @param nowMs     milliseconds since 1970.
     * @param elapsedMs milliseconds since the start.
     * @return index, or {@link #NONE} when all are taken.
     */
    int choose(final long key, final int wanted, final boolean known, final long nowMs, final long elapsedMs) {
        final int own = find(key);
        if (own != NONE && isFor(own, key)) {
            return own;
        }
        final int asked = indexOf(wanted);
        if (asked != NONE && states[asked] == LeaseState.FREE) {
            return asked;
        }
        if (lists.first(FREE_LIST) == NONE) {
            sweep(nowMs, elapsedMs, SWEEP_WHEN_EMPTY);
        }
        final int free = lists.first(FREE_LIST);
        if (free != NONE) {
            return free;
        }
        return known ? lists.first(OFFERED_TO_STRANGERS_LIST) : NONE;
    }

    /** Keeps an address for a client until so many milliseconds after the start, unless it has it already. */
    void offer(final int index, final long key, final boolean known, final long untilMs) {
        if (states[index] != LeaseState.LEASED) {
            if (keys[index] != key) {
                takeBack(index);
            }
            give(index, key, LeaseState.OFFERED, untilMs);
            lists.append(known ? OFFERED_LIST : OFFERED_TO_STRANGERS_LIST, index);
        }
    }

    /** Gives an address to a client until a time. */
    void lease(final int index, final long key, final long untilMs) {
        give(index, key, LeaseState.LEASED, untilMs);
    }

    /** Writes that an address is a client's until a time, before or after it gets it; false when the log refuses. */
    boolean record(final int index, final long key, final long untilMs) {
        return records.write(index, addressOf(index), key, untilMs);
    }

    /**
     * Whether one more address may go into quarantine: half of them may. That somebody else has an address costs a
     * forger nothing to say, and would leave nobody any.
     */
    boolean mayDecline() {
        return 2 * declined < size;
    }

    /** Puts an address into quarantine until a time, which is to be written to the log. */
    void decline(final int index, final long untilMs) {
        records.forget(index);
        forgetKey(index);
        give(index, NO_KEY, LeaseState.DECLINED, untilMs);
    }

    /** Makes an address free; its last holder is remembered. */
    void release(final int index) {
        takeBack(index);
        lists.remove(index);
        become(index, LeaseState.FREE);
        lists.append(FREE_LIST, index);
    }

    /** Makes an address free that its holder does not want: it comes to others after all that are free now. */
    void giveUp(final int index) {
        release(index);
        forgetKey(index);
    }

    private void takeBack(final int index) {
        records.takeBack(index, addressOf(index), keys[index]);
    }

    /**
     * Keeps an address for the client that has it as its fixed one. Of a lease the log goes on to tell: who has it may
     * use it until it ends, so that nobody else must get it if the process and the reservation end before.
     */
    void reserve(final int index) {
        if (states[index] == LeaseState.OFFERED) {
            takeBack(index);
        }
        records.forget(index);
        forgetKey(index);
        give(index, NO_KEY, LeaseState.RESERVED, Long.MAX_VALUE);
    }

    private void give(final int index, final long key, final int state, final long untilMs) {
        lists.remove(index);
        if (keys[index] != key) {
            forgetKey(index);
            final int other = find(key);
            if (other != NONE) {
                moveFrom(other);
            }
            if (key != NO_KEY) {
                indexByKey.put(key, index);
            }
            keys[index] = key;
        }
        become(index, state);
        expiriesMs[index] = untilMs;
    }

    private void become(final int index, final int state) {
        declined += (state == LeaseState.DECLINED ? 1 : 0) - (states[index] == LeaseState.DECLINED ? 1 : 0);
        states[index] = (byte) state;
    }

    private void moveFrom(final int index) {
        if (states[index] == LeaseState.OFFERED || states[index] == LeaseState.LEASED) {
            release(index);
        }
        forgetKey(index);
    }

    private void forgetKey(final int index) {
        if (keys[index] != NO_KEY) {
            indexByKey.remove(keys[index]);
            keys[index] = NO_KEY;
        }
    }

    /**
     * Frees what has expired: all stale offers, and those leases of the next addresses in turn that have ended.
     *
     * @param nowMs     milliseconds since 1970.
     * @param elapsedMs milliseconds since the start.
     * @param steps     how many addresses to look at.
     * @return how many became free.
     */
    int sweep(final long nowMs, final long elapsedMs, final int steps) {
        int freed = sweepOffers(OFFERED_LIST, elapsedMs) + sweepOffers(OFFERED_TO_STRANGERS_LIST, elapsedMs);
        for (int i = Math.min(steps, size); i > 0; i--) {
            final int state = states[sweepIndex];
            if ((state == LeaseState.LEASED || state == LeaseState.DECLINED) && expiriesMs[sweepIndex] <= nowMs) {
                release(sweepIndex);
                onExpiry.accept(addressOf(sweepIndex));
                freed++;
            }
            sweepIndex = sweepIndex + 1 == size ? 0 : sweepIndex + 1;
        }
        return freed;
    }

    private int sweepOffers(final int list, final long elapsedMs) {
        int freed = 0;
        for (int first = lists.first(list);
            first != NONE && expiriesMs[first] <= elapsedMs;
            first = lists.first(list)) {
            release(first);
            freed++;
        }
        return freed;
    }
}
