package orbis.boot.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import orbis.boot.ClientDirectory;
import orbis.boot.ClientDisk;
import orbis.boot.ClientRecord;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.boot.Network;
import orbis.boot.NetworkLink;
import orbis.boot.Subnet;
import orbis.boot.recipe.BootAnswer;
import orbis.boot.recipe.BootRecipe;
import orbis.boot.recipe.InitramfsStyle;
import orbis.boot.recipe.RecipeSettings;
import orbis.boot.recipe.Recipes;
import orbis.boot.timeline.BootEvent;
import orbis.boot.timeline.BootHistory;
import orbis.boot.timeline.BootTimeline;
import orbis.boot.timeline.StaleSessionListener;
import orbis.protocol.dhcp.DhcpOptionCode;
import orbis.protocol.dhcp.DhcpOptions;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a storm of leases leaves on the heap. */
class DhcpAllocationTest {
    private static final int CLIENTS = 4_000;
    private static final int WARM_UP_ROUNDS = 10;

    private final NetworkLink link = new NetworkLink("br0", 2, MacAddress.parse("00:0c:29:00:00:01"),
        Ipv4.parse("172.16.0.1"), 16, 1500);
    private final ClientDirectory directory = new ClientDirectory();

    @Test
    @Timeout(60)
    void shouldAllocateNothingForALease() {
        storm(false, (client, kind, architecture, server) -> BootAnswer.NOTHING, BootTimeline.NONE);
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void shouldAllocateNothingForALeaseOfAKnownClientThatBootsOnceMore(final Identity identity) {
        directory.replaceAll(IntStream.rangeClosed(1, CLIENTS).mapToObj(number ->
            identity.of.apply(ClientRecord.named("client" + number), number).initiator("iqn.2022-07:" + number)
                .disk(new ClientDisk("d", "iqn.2022-07:d" + number, null, 3260, 0)).build()).toList());
        final BootHistory history = new BootHistory(StaleSessionListener.NONE);
        final RecipeSettings settings = new RecipeSettings(
            Map.of(), Map.of(), "http", 8480, InitramfsStyle.AUTO, false);

        storm(true, Recipes.of(settings, null, null, directory, Runnable::run).answers(), history);

        final List<List<BootEvent>> boots = history.boots("client7");
        assertEquals(5, boots.size());
        assertEquals(List.of("", "172.16", "172.16", "172.16"),
            boots.get(4).stream().map(event -> event.detail().replaceFirst("(172.16).*", "$1")).toList());
    }

    /** By what clients are known: all that is said of them in a packet has their number in its last bytes. */
    private enum Identity {
        MAC((client, number) -> client.mac(Clients.MAC | number)),
        UUID_AS_SMBIOS_HAS_IT((client, number) -> client.uuid(new UUID(0x12345678_9ABC_DEF0L, uuidLow(number)))),
        UUID_AS_PRINTED((client, number) -> client.uuid(new UUID(0x78563412_BC9A_F0DEL, uuidLow(number)))),
        IDENTIFIER((client, number) -> client.clientId(String.format("ff%08x", number)));

        private final BiFunction<ClientRecord.Builder, Integer, ClientRecord.Builder> of;

        Identity(final BiFunction<ClientRecord.Builder, Integer, ClientRecord.Builder> of) {
            this.of = of;
        }

        private static long uuidLow(final int number) {
            return 0x1122_3344_0000_0000L | number;
        }
    }

    private void storm(final boolean uefi, final BootRecipe recipe, final BootTimeline timeline) {
        final Subnet subnet = new Subnet("lan", Ipv4.parse("172.16.0.0"), 16,
            List.of(new Subnet.Range(Ipv4.parse("172.16.1.0"), Ipv4.parse("172.16.255.250"))), link.address(), 3600,
            List.of());
        final DhcpCounters counters = new DhcpCounters();
        final Clients port = new Clients(link, uefi);
        final DhcpService service = new DhcpService(new DhcpContext(
            new DhcpSettings(DhcpMode.SERVER, true, false, 0, 30_000, 600_000, 0, 0),
            new Network(List.of(link), List.of(subnet)), directory, recipe,
            timeline, new VolatileLeaseLog(), () -> 1_000_000, () -> 0, counters),
            List.of(port), List.of());

        storm(service, port, WARM_UP_ROUNDS);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long before = threads.getCurrentThreadAllocatedBytes();
        storm(service, port, 1);
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertEquals((WARM_UP_ROUNDS + 1L) * CLIENTS, counters.get(DhcpCounter.ACKED));
        assertTrue(allocated < CLIENTS, allocated + " bytes for " + CLIENTS + " leases");
        service.onClose();
    }

    private static void storm(final DhcpService service, final Clients port, final int rounds) {
        for (int i = 0; i < rounds; i++) {
            port.left = CLIENTS;
            while (port.left > 0) {
                service.doWork();
            }
            service.doWork();
        }
    }

    /** All that a storm of clients sends, made of two packets, to a port that drops what is answered. */
    private static final class Clients implements DatagramPort {
        static final long MAC = 0x0200_0000_0000L;
        private static final int MAC_OFFSET = 28;

        private final NetworkLink link;
        private final UnsafeBuffer discover;
        private final UnsafeBuffer request;
        private final UnsafeBuffer offer = new UnsafeBuffer(new byte[1500]);
        private final int[] identityOffsets;
        private final int requestedOffset;
        private int left;
        private boolean offered;

        Clients(final NetworkLink link, final boolean uefi) {
            this.link = link;
            discover = new UnsafeBuffer(packet(1, uefi).bytes());
            request = new UnsafeBuffer(packet(3, uefi).server("172.16.0.1").requested("0.0.0.0").bytes());
            // In both packets what is said of the client comes first.
            identityOffsets = lastBytes(discover, DhcpOptionCode.CLIENT_UUID, DhcpOptionCode.CLIENT_IDENTIFIER);
            requestedOffset = lastBytes(request, DhcpOptionCode.REQUESTED_ADDRESS)[0];
        }

        private static Packet packet(final int type, final boolean uefi) {
            final Packet packet = Packet.of(type, MacAddress.format(MAC));
            return uefi ? packet.uefi().option(DhcpOptionCode.CLIENT_IDENTIFIER, "ff00000000") : packet.broadcast();
        }

        /** Where the last four bytes of options stand in a packet. */
        private static int[] lastBytes(final DirectBuffer packet, final int... codes) {
            final DhcpOptions options = new DhcpOptions();
            options.wrap(packet, packet.capacity());
            return IntStream.of(codes).filter(options::has)
                .map(code -> options.offset(code) + options.length(code) - Integer.BYTES).toArray();
        }

        /** Puts a client's number into all that is said of it. */
        private void number(final UnsafeBuffer packet, final int number) {
            packet.putInt(MAC_OFFSET + 2, number, ByteOrder.BIG_ENDIAN);
            for (final int offset : identityOffsets) {
                packet.putInt(offset, number, ByteOrder.BIG_ENDIAN);
            }
        }

        @Override
        public NetworkLink link() {
            return link;
        }

        @Override
        public int number() {
            return ReplyAddress.SERVER_PORT;
        }

        @Override
        public int receive(final Handler handler, final int limit) {
            if (left == 0) {
                return 0;
            }
            number(discover, left);
            number(request, left);
            left--;
            offered = false;
            handler.onDatagram(this, discover, 0, discover.capacity(), 0, ReplyAddress.CLIENT_PORT);
            if (offered) {
                request.putInt(requestedOffset, offer.getInt(16));
                handler.onDatagram(this, request, 0, request.capacity(), 0, ReplyAddress.CLIENT_PORT);
            }
            return 1;
        }

        @Override
        public void send(
            final DirectBuffer buffer, final int offset, final int length, final int address, final int port) {
            offer.putBytes(0, buffer, offset, length);
            offered = true;
        }

        @Override
        public void flush() {
        }

        @Override
        public boolean neighbour(final int address, final long mac) {
            return true;
        }

        @Override
        public boolean seek(final int address) {
            return false;
        }

        @Override
        public long holder(final int address) {
            return MacAddress.NONE;
        }

        @Override
        public void close() {
        }
    }
}
