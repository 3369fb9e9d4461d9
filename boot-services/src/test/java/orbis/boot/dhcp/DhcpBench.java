package orbis.boot.dhcp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import orbis.boot.ClientDirectory;
import orbis.boot.ClientRecord;
import orbis.boot.DhcpOption;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.boot.Network;
import orbis.boot.NetworkLink;
import orbis.boot.Subnet;
import orbis.boot.recipe.BootAnswer;
import orbis.protocol.dhcp.Architecture;
import orbis.protocol.dhcp.DhcpOptionCode;

/** A DHCP service on a fake network 172.16.0.0/24 with a network 10.1.0.0/24 behind a relay; stepped by hand. */
final class DhcpBench implements AutoCloseable {
    static final String KNOWN = "00:0c:29:8c:d4:14";
    static final String FIXED = "00:0c:29:00:00:f1";
    static final String STRANGER = "02:00:00:00:00:01";
    static final String SERVER = "172.16.0.1";
    static final int LEASE_TIME_S = 3600;
    static final String ROOT_PATH = "iscsi:172.16.0.1::3260:0:iqn.2022-07.san.iscsi:uqbar-root";
    static final BootAnswer UEFI_ANSWER = new BootAnswer("shimx64.efi", Ipv4.NONE, ROOT_PATH, null, List.of());

    final NetworkLink link =
        new NetworkLink("br0", 2, MacAddress.parse("00:0c:29:00:00:01"), Ipv4.parse(SERVER), 24, 1500);
    final Subnet local = subnet("lan", "172.16.0.0", "172.16.0.100", "172.16.0.103");
    final Subnet relayed = subnet("far", "10.1.0.0", "10.1.0.10", "10.1.0.11");
    final FakePort port = new FakePort(link, 67);
    final FakePort bootPort = new FakePort(link, 4011);
    final ClientDirectory clients = new ClientDirectory();
    final DhcpCounters counters = new DhcpCounters();
    final List<String> stages = new ArrayList<>();
    final FakeLog log;
    final DhcpService service;
    BootAnswer plainAnswer = new BootAnswer(null, Ipv4.NONE, ROOT_PATH, null, List.of());
    BootAnswer firmwareAnswer = UEFI_ANSWER;
    Architecture askedArchitecture;
    long nowMs = 1_000_000;
    /** How far the clock was set, which time that passes knows nothing of. */
    long clockStepMs;

    DhcpBench(final DhcpSettings settings) {
        this(settings, List.of());
    }

    DhcpBench(final DhcpSettings settings, final List<long[]> leases) {
        this(settings, new FakeLog(leases));
    }

    DhcpBench(final DhcpSettings settings, final FakeLog log) {
        this.log = log;
        clients.put(ClientRecord.named("uqbar").mac(MacAddress.parse(KNOWN)).build());
        clients.put(ClientRecord.named("tlon").mac(MacAddress.parse(FIXED))
            .address(Ipv4.parse("172.16.0.101")).build());
        service = new DhcpService(new DhcpContext(settings, new Network(List.of(link), List.of(local, relayed)),
            clients, (client, kind, architecture, server) -> {
                askedArchitecture = architecture;
                return switch (kind) {
                    case PLAIN -> plainAnswer;
                    default -> firmwareAnswer;
                };
            },
            (client, stage, kind, detail, epochMs) -> stages.add(client.name() + " " + stage + " " + detail),
            log, () -> nowMs + clockStepMs, () -> TimeUnit.MILLISECONDS.toNanos(nowMs), counters),
            List.of(port, bootPort), List.of());
    }

    static DhcpBench forKnown() {
        return new DhcpBench(DhcpSettings.DEFAULT);
    }

    static DhcpBench forAll() {
        return new DhcpBench(settings(DhcpMode.SERVER, true, 0));
    }

    static DhcpBench proxy() {
        return new DhcpBench(settings(DhcpMode.PROXY, false, 0));
    }

    static DhcpSettings settings(final DhcpMode mode, final boolean serveUnknown, final long addressProbeMs) {
        return new DhcpSettings(mode, serveUnknown, false, 20, 30_000, 600_000, addressProbeMs, 600_000);
    }

    private static Subnet subnet(final String name, final String address, final String first, final String last) {
        return new Subnet(name, Ipv4.parse(address), 24,
            List.of(new Subnet.Range(Ipv4.parse(first), Ipv4.parse(last))), Ipv4.parse(SERVER), LEASE_TIME_S,
            new ArrayList<>(List.of(
                new DhcpOption(DhcpOptionCode.ROUTER, new byte[] {(byte) 172, 16, 0, (byte) 254}),
                new DhcpOption(DhcpOptionCode.DOMAIN_NAME, "uqbar.example".getBytes()))));
    }

    /** Sends from 0.0.0.0:68, as a client without an address does. */
    List<Reply> send(final Packet packet) {
        return sendFrom(packet, Ipv4.NONE, 68);
    }

    List<Reply> sendFrom(final Packet packet, final int address, final int portNumber) {
        port.put(packet.bytes(), address, portNumber);
        service.doWork();
        return port.takeSent();
    }

    List<Reply> sendToBootPort(final Packet packet, final String address, final int portNumber) {
        bootPort.put(packet.bytes(), Ipv4.parse(address), portNumber);
        service.doWork();
        return bootPort.takeSent();
    }

    Reply only(final List<Reply> replies) {
        if (replies.size() != 1) {
            throw new AssertionError(replies.size() + " replies in place of one");
        }
        return replies.get(0);
    }

    /** The whole of DISCOVER, OFFER, REQUEST and ACK; gives the address. */
    String boot(final String mac) {
        final Reply offer = only(send(Packet.of(1, mac).broadcast()));
        final Reply ack = only(send(Packet.of(3, mac).broadcast().server(SERVER).requested(offer.yourAddress())));
        if (ack.type() != 5) {
            throw new AssertionError("no ACK but " + ack.type());
        }
        return ack.yourAddress();
    }

    @Override
    public void close() {
        service.onClose();
    }

    /** A lease log whose medium the test holds still. */
    static class FakeLog implements LeaseLog {
        final List<String> entries = new ArrayList<>();
        Consumer<Replay> current;
        boolean refuses;
        boolean stalls;
        private final List<long[]> before;
        private final List<long[]> written = new ArrayList<>();
        private long durable;

        FakeLog(final List<long[]> before) {
            this.before = List.copyOf(before);
        }

        /** What is told after a crash. */
        List<long[]> durableEntries() {
            final List<long[]> told = new ArrayList<>(before);
            told.addAll(written.subList(0, (int) durable));
            return told;
        }

        @Override
        public void replay(final Replay replay, final Consumer<Replay> currentLeases) {
            current = currentLeases;
            before.forEach(entry -> replay.onLease((int) entry[0], entry[1], (int) entry[2], entry[3]));
        }

        @Override
        public long append(final int address, final long key, final int state, final long expiryMs) {
            if (refuses) {
                return REFUSED;
            }
            written.add(new long[] {address, key, state, expiryMs});
            entries.add(Ipv4.format(address) + " " + MacAddress.format(key) + " " + state + " " + expiryMs);
            return entries.size();
        }

        @Override
        public long durable() {
            durable = stalls ? durable : entries.size();
            return durable;
        }

        @Override
        public void close() {
        }
    }
}
