package orbis.boot.dhcp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.protocol.dhcp.MessageType;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients do whatever comes to their minds, the medium stalls and refuses, the log is written anew, and the process
 * dies: an ACK is sent only for what is durable, and no address is two machines'.
 */
class LeaseCrashTest {
    private static final int STEPS = 30_000;
    private static final long LEASE_MS = DhcpBench.LEASE_TIME_S * 1000L;
    private static final List<String> MACS = List.of(DhcpBench.KNOWN, DhcpBench.STRANGER, "02:00:00:00:00:02",
        "02:00:00:00:00:03", "02:00:00:00:00:04", "02:00:00:00:00:05");
    private static final String[] ADDRESSES = {"172.16.0.100", "172.16.0.102", "172.16.0.103"};

    private final Map<Integer, Long> holders = new HashMap<>();
    private final Map<Integer, Long> endsMs = new HashMap<>();
    private final Map<Long, Integer> offers = new HashMap<>();
    /** Of each client's last REQUEST, by its transaction. */
    private final Map<Long, Integer> transactions = new HashMap<>();
    private final Map<Integer, Long> requestedMs = new HashMap<>();
    private int transaction;
    private Random random;
    private RewrittenLog log;
    private DhcpBench bench;
    private long nowMs = 1_000_000;
    private int acknowledged;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @Timeout(60)
    void shouldAcknowledgeOnlyWhatIsDurableAndGiveNoAddressToTwo(final long seed) {
        random = new Random(seed);
        start(List.of());
        for (int i = 0; i < STEPS; i++) {
            step();
            nowMs += random.nextInt(10) == 0 ? random.nextInt(40_000) : random.nextInt(20);
        }
        assertTrue(acknowledged > STEPS / 20, acknowledged + " leases");
    }

    private void start(final List<long[]> entries) {
        log = new RewrittenLog(entries);
        bench = new DhcpBench(new DhcpSettings(DhcpMode.SERVER, true, false, 0, 30_000, 60_000, 0, 0), log);
    }

    private void step() {
        bench.nowMs = nowMs;
        switch (random.nextInt(60)) {
            case 0, 1, 2 -> log.stalls = random.nextBoolean();
            case 3 -> log.refuses = random.nextInt(3) == 0;
            case 4 -> log.rewriting = true;
            case 5 -> {
                if (random.nextInt(10) == 0) {
                    start(log.file());
                }
            }
            default -> bench.port.put(packet(MACS.get(random.nextInt(MACS.size()))).bytes(), 0, 68);
        }
        bench.nowMs = nowMs;
        bench.service.doWork();
        bench.port.takeSent().forEach(this::received);
    }

    private Packet packet(final String mac) {
        final long key = MacAddress.parse(mac);
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4, 5 -> Packet.of(MessageType.DISCOVER, mac);
            case 6 -> {
                final int held = heldBy(key);
                forget(key);
                yield Packet.of(MessageType.RELEASE, mac).current(Ipv4.format(held));
            }
            case 7 -> {
                final int held = heldBy(key);
                forget(key);
                yield Packet.of(MessageType.DECLINE, mac).server(DhcpBench.SERVER).requested(Ipv4.format(held));
            }
            case 8 -> Packet.of(MessageType.REQUEST, mac).server("172.16.0.9").requested(ADDRESSES[0]);
            case 9 -> request(mac, Ipv4.parse(ADDRESSES[random.nextInt(ADDRESSES.length)]));
            default -> request(mac, offers.getOrDefault(key, Ipv4.NONE)).server(DhcpBench.SERVER);
        };
    }

    /** Whoever asks for another address than it has does not use that any more. */
    private Packet request(final String mac, final int address) {
        final long key = MacAddress.parse(mac);
        if (heldBy(key) != address) {
            forget(key);
        }
        transactions.put(key, ++transaction);
        requestedMs.put(transaction, nowMs);
        final Packet request = Packet.of(MessageType.REQUEST, mac).requested(Ipv4.format(address));
        request.header().xid(transaction);
        return request;
    }

    private int heldBy(final long mac) {
        return holders.entrySet().stream().filter(entry -> entry.getValue() == mac).map(Map.Entry::getKey)
            .findAny().orElse(Ipv4.NONE);
    }

    private void forget(final long mac) {
        holders.values().removeIf(holder -> holder == mac);
        transactions.remove(mac);
    }

    private void received(final Reply reply) {
        final long mac = reply.header().mac();
        final int address = reply.header().yourAddress();
        switch (reply.type()) {
            case MessageType.OFFER -> offers.put(mac, address);
            case MessageType.ACK -> {
                if (transactions.getOrDefault(mac, 0) == reply.header().xid()) {
                    acknowledged(mac, address, reply.yourAddress());
                }
            }
            default -> forget(mac);
        }
    }

    private void acknowledged(final long mac, final int address, final String text) {
        final long asked = requestedMs.get(transactions.get(mac));
        acknowledged++;
        final Long holder = holders.put(address, mac);
        assertTrue(holder == null || holder == mac || endsMs.get(address) <= nowMs, text + " has two holders");
        assertTrue(log.file().stream().anyMatch(entry -> (int) entry[0] == address && entry[1] == mac
            && entry[2] == LeaseState.LEASED && entry[3] >= asked + LEASE_MS), text + " is not durable");
        endsMs.put(address, asked + LEASE_MS);
    }

    /** A log that is written anew as {@code JournalLeaseLog} does it. */
    private static final class RewrittenLog extends DhcpBench.FakeLog {
        boolean rewriting;
        private List<long[]> file;
        private int durableLength;
        private List<long[]> snapshot;
        private int carryFrom;
        private long appended;
        private long durable;

        RewrittenLog(final List<long[]> before) {
            super(before);
            file = new ArrayList<>(before);
            durableLength = file.size();
        }

        /** What is on the medium. */
        List<long[]> file() {
            return file.subList(0, durableLength);
        }

        @Override
        public long append(final int address, final long key, final int state, final long expiryMs) {
            if (refuses) {
                return REFUSED;
            }
            file.add(new long[] {address, key, state, expiryMs});
            return ++appended;
        }

        @Override
        public long durable() {
            if (!stalls) {
                if (snapshot != null) {
                    snapshot.addAll(file.subList(carryFrom, file.size()));
                    file = snapshot;
                    snapshot = null;
                } else if (rewriting) {
                    rewriting = false;
                    carryFrom = file.size();
                    final List<long[]> current = new ArrayList<>();
                    this.current.accept((address, key, state, expiryMs) ->
                        current.add(new long[] {address, key, state, expiryMs}));
                    snapshot = current;
                }
                durable = appended;
                durableLength = file.size();
            }
            return durable;
        }
    }
}
