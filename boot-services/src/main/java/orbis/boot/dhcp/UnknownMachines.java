package orbis.boot.dhcp;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import orbis.boot.ClientRecord;
import orbis.boot.MacAddress;
import orbis.protocol.dhcp.DhcpOptionCode;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Machines that asked and have no record, for the administrator to adopt. Bounded in number and in rate, so
 * that a flood of made-up addresses costs a look-up each and pushes the real ones out only slowly.
 */
public final class UnknownMachines {
    private static final int CAPACITY = 256;
    private static final int MAX_TEXT_LENGTH = 64;
    private static final long MIN_INTERVAL_MS = 100;

    private final Long2ObjectHashMap<UnknownMachine> machines = new Long2ObjectHashMap<>();
    private final long[] order = new long[CAPACITY];
    private long added;
    private long nextMs;

    void seen(final DhcpRequest request, final long nowMs, final long elapsedMs) {
        if (request.mac() != MacAddress.NONE && elapsedMs >= nextMs) {
            add(request, nowMs, elapsedMs);
        }
    }

    private synchronized void add(final DhcpRequest request, final long nowMs, final long elapsedMs) {
        if (machines.containsKey(request.mac())) {
            return;
        }
        nextMs = elapsedMs + MIN_INTERVAL_MS;
        final int slot = (int) (added++ % CAPACITY);
        machines.remove(order[slot]);
        order[slot] = request.mac();
        machines.put(request.mac(), new UnknownMachine(
            request.mac(),
            request.hasUuid() ? new UUID(request.uuidHigh(), request.uuidLow()).toString() : "",
            shortened(request.options().text(DhcpOptionCode.VENDOR_CLASS)),
            request.architecture(),
            request.kind(),
            request.port().link().name(),
            request.header().relayAddress(),
            nowMs));
    }

    private static String shortened(final String text) {
        return text.substring(0, Math.min(MAX_TEXT_LENGTH, text.length()));
    }

    /** Forgets a machine that has a record now. */
    public synchronized void remove(final ClientRecord client) {
        machines.remove(client.mac());
        if (client.uuid() != null) {
            final String uuid = client.uuid().toString();
            machines.values().removeIf(machine -> machine.uuid().equals(uuid));
        }
    }

    /** Those seen, the latest last. Any thread may ask. */
    public synchronized List<UnknownMachine> list() {
        final List<UnknownMachine> list = new ArrayList<>(machines.size());
        for (long i = Math.max(0, added - CAPACITY); i < added; i++) {
            final UnknownMachine machine = machines.get(order[(int) (i % CAPACITY)]);
            if (machine != null) {
                list.add(machine);
            }
        }
        return list;
    }
}
