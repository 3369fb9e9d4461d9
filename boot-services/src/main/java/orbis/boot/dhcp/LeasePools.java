package orbis.boot.dhcp;

import java.util.List;
import orbis.boot.ClientDirectory;
import orbis.boot.ClientRecord;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.boot.Subnet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lease pools of all networks, kept in step with the clients' fixed addresses. */
final class LeasePools {
    private static final Logger LOGGER = LoggerFactory.getLogger(LeasePools.class);
    private static final int SWEEP_STEPS = 512;

    private final ClientDirectory clients;
    private final List<LeasePool> pools;
    private Object clientsVersion;

    LeasePools(final DhcpContext context, final long nowMs) {
        clients = context.clients();
        pools = context.network().subnets().stream().map(subnet ->
            new LeasePool(subnet, clients::unbind, context.leaseLog(), context.clock())).toList();
        context.leaseLog().replay(this::onLease, this::tell);
        sweepAll(nowMs);
        takeOverRecords();
        reconcile();
    }

    private void onLease(final int address, final long key, final int state, final long expiryMs) {
        final LeasePool pool = holding(address);
        if (pool == null) {
            return;
        }
        final int index = pool.indexOf(address);
        switch (state) {
            case LeaseState.LEASED -> pool.lease(index, key, expiryMs);
            case LeaseState.DECLINED -> pool.decline(index, expiryMs);
            default -> pool.release(index);
        }
    }

    /** Not before the whole log was told: what it says itself must not be written to it. */
    private void takeOverRecords() {
        for (final LeasePool pool : pools) {
            for (int index = 0; index < pool.size(); index++) {
                if (pool.state(index) == LeaseState.LEASED) {
                    pool.records().found(index, pool.expiryMs(index));
                }
            }
        }
    }

    /** Tells all that the log has to know now: of an address that is only offered too, if it says whose it will be. */
    private void tell(final LeaseLog.Replay to) {
        for (final LeasePool pool : pools) {
            for (int index = 0; index < pool.size(); index++) {
                if (pool.records().has(index)) {
                    to.onLease(
                        pool.addressOf(index), pool.key(index), LeaseState.LEASED, pool.records().endMs(index));
                } else if (pool.state(index) == LeaseState.DECLINED) {
                    to.onLease(pool.addressOf(index), pool.key(index), LeaseState.DECLINED, pool.expiryMs(index));
                }
            }
        }
    }

    private LeasePool holding(final int address) {
        for (int i = 0; i < pools.size(); i++) {
            if (pools.get(i).indexOf(address) != LeasePool.NONE) {
                return pools.get(i);
            }
        }
        return null;
    }

    /** The pool of a network. */
    LeasePool of(final Subnet subnet) {
        for (int i = 0; i < pools.size(); i++) {
            if (pools.get(i).subnet() == subnet) {
                return pools.get(i);
            }
        }
        throw new IllegalArgumentException("no pool of " + subnet.name());
    }

    List<LeasePool> all() {
        return pools;
    }

    /** Frees some of what has expired; gives how many. */
    int sweep(final long nowMs, final long elapsedMs) {
        int freed = 0;
        for (int i = 0; i < pools.size(); i++) {
            freed += pools.get(i).sweep(nowMs, elapsedMs, SWEEP_STEPS);
        }
        return freed;
    }

    private void sweepAll(final long nowMs) {
        for (final LeasePool pool : pools) {
            pool.sweep(nowMs, 0, pool.size());
        }
    }

    /** Takes over changes of the clients' fixed addresses, if there are any. */
    void reconcile() {
        final Object version = clients.version();
        if (version == clientsVersion) {
            return;
        }
        clientsVersion = version;
        for (final LeasePool pool : pools) {
            for (int index = 0; index < pool.size(); index++) {
                if (pool.state(index) == LeaseState.RESERVED
                    && clients.byFixedAddress(pool.addressOf(index)) == null) {
                    pool.release(index);
                }
            }
        }
        for (final ClientRecord client : clients.all()) {
            if (client.address() != Ipv4.NONE) {
                reserve(client);
            }
        }
    }

    private void reserve(final ClientRecord client) {
        final LeasePool pool = holding(client.address());
        if (pool == null) {
            return;
        }
        final int index = pool.indexOf(client.address());
        if (pool.state(index) == LeaseState.LEASED && pool.key(index) != client.mac()) {
            LOGGER.warn("{}, the fixed address of client {}, is leased to {}, which has to give it up when it renews",
                Ipv4.format(client.address()), client.name(), keyText(pool.key(index)));
        }
        pool.reserve(index);
    }

    /** A client's key for people. */
    static String keyText(final long key) {
        return key >>> 48 == 0 ? MacAddress.format(key) : "client id hash " + Long.toHexString(key);
    }
}
