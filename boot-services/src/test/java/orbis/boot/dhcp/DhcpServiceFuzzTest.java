package orbis.boot.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import orbis.boot.Ipv4;
import orbis.protocol.dhcp.DhcpOptionCode;
import orbis.protocol.dhcp.MessageType;

/** Sequences of packets, some made of valid parts, some of noise: no fault, and no address for two. */
class DhcpServiceFuzzTest {
    private static final int MAX_PACKETS = 60;
    private static final int MAX_REPLIES = 2;

    private final Map<String, String> holderByAddress = new HashMap<>();
    private final Map<String, String> addressByHolder = new HashMap<>();
    private final Map<String, Long> expiryByAddress = new HashMap<>();
    private int entriesSeen;

    @FuzzTest(maxDuration = "60s")
    void shouldTakeAnySequenceOfPackets(final FuzzedDataProvider data) {
        holderByAddress.clear();
        addressByHolder.clear();
        entriesSeen = 0;
        final DhcpBench bench = new DhcpBench(new DhcpSettings(
            data.pickValue(List.of(DhcpMode.SERVER, DhcpMode.PROXY)), data.consumeBoolean(), data.consumeBoolean(),
            data.consumeInt(0, 30), 1000, 5000, 0, 0));
        for (int i = 0; i < MAX_PACKETS && data.remainingBytes() > 0; i++) {
            bench.nowMs += data.consumeInt(0, 2_000_000);
            final byte[] packet = data.consumeBoolean() ? data.consumeBytes(400) : made(data);
            final FakePort port = data.consumeBoolean() ? bench.port : bench.bootPort;
            port.put(packet, data.consumeBoolean() ? Ipv4.NONE : Ipv4.parse("172.16.0.102"), 68);
            bench.service.doWork();
            final List<Reply> replies = port.takeSent();
            assertTrue(replies.size() <= MAX_REPLIES);
            replies.forEach(reply -> check(bench, reply));
            while (entriesSeen < bench.log.entries.size()) {
                checkEntry(bench.log.entries.get(entriesSeen++).split(" "), bench.nowMs);
            }
        }
        assertEquals(0, bench.counters.get(DhcpCounter.FAULTS));
    }

    private static byte[] made(final FuzzedDataProvider data) {
        final Packet packet = Packet.of(data.consumeInt(1, 9), "02:00:00:00:00:0" + data.consumeInt(1, 9));
        if (data.consumeBoolean()) {
            packet.uefi();
        }
        if (data.consumeBoolean()) {
            packet.requested("172.16.0." + data.consumeInt(99, 104));
        }
        if (data.consumeBoolean()) {
            packet.current("172.16.0." + data.consumeInt(99, 104));
        }
        if (data.consumeBoolean()) {
            packet.server(data.consumeBoolean() ? DhcpBench.SERVER : "172.16.0.9");
        }
        if (data.consumeBoolean()) {
            packet.relay(data.consumeBoolean() ? "10.1.0.1" : "192.0.2.1");
        }
        if (data.consumeBoolean()) {
            final byte[] value = data.consumeBytes(255);
            packet.option(data.consumeInt(1, 254), HexFormat.of().formatHex(value));
        }
        return packet.bytes();
    }

    private static void check(final DhcpBench bench, final Reply reply) {
        assertTrue(reply.bytes().length <= ReplyComposer.MAX_LENGTH);
        if (reply.type() == MessageType.ACK && reply.has(DhcpOptionCode.LEASE_TIME)) {
            final int address = reply.header().yourAddress();
            assertTrue(bench.local.ranges().get(0).contains(address)
                || bench.relayed.ranges().get(0).contains(address), reply.yourAddress());
        }
    }

    /** Whoever is granted an address is its only holder until the lease has ended or was given up. */
    private void checkEntry(final String[] entry, final long nowMs) {
        final String address = entry[0];
        final String holder = entry[1];
        if (Integer.parseInt(entry[2]) != LeaseState.LEASED) {
            holderByAddress.remove(address);
            return;
        }
        final String before = holderByAddress.put(address, holder);
        final boolean isHeld = before != null && !before.equals(holder) && expiryByAddress.get(address) > nowMs
            && address.equals(addressByHolder.get(before));
        assertFalse(isHeld, address + " of " + before + " is given to " + holder);
        addressByHolder.put(holder, address);
        expiryByAddress.put(address, Long.parseLong(entry[3]));
    }
}
