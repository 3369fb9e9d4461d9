package orbis.boot.dhcp;

import static orbis.protocol.dhcp.MessageType.DISCOVER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import orbis.boot.ClientRecord;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.boot.NetworkLink;
import orbis.boot.Subnet;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Who is promised an address. */
class OfferPromisesTest {
    private static final int MOST = OfferPromises.MOST_TO_OTHERS;
    private static final int PER_SECOND = OfferPromises.TO_OTHERS_PER_SECOND;
    private static final int FLOOD = 50_000;
    private static final long HOLD_MS = 30_000;

    private final FakePort port = new FakePort(
        new NetworkLink("br0", 2, MacAddress.parse("00:0c:29:00:00:01"), Ipv4.parse("10.0.0.1"), 16, 1500), 67);
    private final DhcpBench.FakeLog log = new DhcpBench.FakeLog(List.of());
    private final LeasePool pool = new LeasePool(new Subnet("lan", Ipv4.parse("10.0.0.0"), 16,
        List.of(new Subnet.Range(Ipv4.parse("10.0.1.0"), Ipv4.parse("10.0.255.254"))), 0, 3600, List.of()),
        address -> { }, log, () -> 0);
    private final OfferPromises promises = new OfferPromises(HOLD_MS);
    private final DhcpRequest request = new DhcpRequest();
    private final byte[] packet = Packet.of(DISCOVER, "02:00:00:00:00:00").bytes();
    private int next;

    /** A machine that did not come before asks for an address. */
    private void discover(final ClientRecord client, final long elapsedMs) {
        new UnsafeBuffer(packet).putInt(30, next);
        request.wrap(port, new UnsafeBuffer(packet), 0, packet.length, 0, 68);
        request.client(client);
        pool.offer(next, request.key(), false, elapsedMs + HOLD_MS);
        promises.promise(request, pool, next++, elapsedMs, elapsedMs);
    }

    private int promised(final int discovers, final ClientRecord client, final long elapsedMs) {
        final int before = log.entries.size();
        for (int i = 0; i < discovers; i++) {
            discover(client, elapsedMs);
        }
        return log.entries.size() - before;
    }

    @Test
    void shouldPromiseToSoManyStrangersAtOnceAndToSoManyASecondFromThenOn() {
        assertEquals(MOST, promised(FLOOD, null, 5000));
        assertEquals(PER_SECOND, promised(1000, null, 6000));
        assertEquals(2 * PER_SECOND, promised(2000, null, 8000));
    }

    @Test
    void shouldNotLetAQuietTimeCountTwice() {
        promised(1, null, 0);

        assertEquals(MOST, promised(FLOOD, null, 1_000_000_000));
    }

    @Test
    void shouldPromiseToAllStrangersOfACrowdThatTakesItsOffers() {
        promised(MOST, null, 0);
        assertEquals(0, promised(1, null, 0));

        for (int i = 0; i < FLOOD / 2; i++) {
            promises.granted(request);
            assertEquals(1, promised(1, null, 0));
        }
    }

    @Test
    void shouldPromiseToClientsThatAreKnownByTheirMacInAFloodOfStrangers() {
        promised(MOST, null, 0);
        final long mac = 0x0200_0000_0000L | Integer.toUnsignedLong(Integer.reverseBytes(next));

        assertEquals(1, promised(1, ClientRecord.named("uqbar").mac(mac).build(), 0));
    }

    @Test
    void shouldTakeForAStrangerWhoeverSaysThatHeIsAKnownClientFromAnyMac() {
        promised(MOST, null, 0);

        assertEquals(0, promised(1, ClientRecord.named("uqbar").clientId("ff00c0ffee").build(), 0));
    }
}
