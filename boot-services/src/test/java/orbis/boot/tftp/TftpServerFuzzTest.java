package orbis.boot.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600) // a guided run takes five minutes
class TftpServerFuzzTest {
    private static final TftpLimits LIMITS = new TftpLimits(1468, 4, 8, 4, 1000);
    private static final int CLIENTS = 4;

    @FuzzTest
    void shouldOutliveAnyDatagrams(final FuzzedDataProvider data) {
        final TftpFixture fixture = fixture();
        final RawClient[] clients = clients(fixture);
        while (data.remainingBytes() > 0) {
            final RawClient client = clients[data.consumeInt(0, CLIENTS - 1)];
            if (data.consumeBoolean()) {
                fixture.pass(data.consumeInt(0, 3000));
            }
            final int before = client.received.size();
            client.send(data.consumeBytes(data.consumeInt(0, 64)));
            // A window, and what a timer had due in the same moment.
            assertTrue(client.received.size() - before <= 2 * LIMITS.maxWindowsize() + 1);
        }
        assertServing(fixture);
    }

    @Test
    void shouldOutliveCorruptedPackets() {
        final List<String> seeds = List.of("\0\1x\0octet\0tsize\0000\0blksize\0001024\0windowsize\0004\0",
            "\0\1x\0netascii\0", "\0\4\0\0", "\0\4\0\1", "\0\5\0\10User aborted\0", "\0\2x\0octet\0");
        final Random random = new Random(7);
        final TftpFixture fixture = fixture();
        final RawClient[] clients = clients(fixture);
        for (int i = 0; i < 4_000; i++) {
            final byte[] packet = seeds.get(random.nextInt(seeds.size())).getBytes(StandardCharsets.ISO_8859_1);
            for (int flips = random.nextInt(3); flips > 0; flips--) {
                packet[random.nextInt(packet.length)] = (byte) random.nextInt();
            }
            final int length = random.nextInt(4) == 0 ? random.nextInt(packet.length + 1) : packet.length;
            clients[random.nextInt(CLIENTS)].send(Arrays.copyOf(packet, length));
        }
        assertServing(fixture);
    }

    private static TftpFixture fixture() {
        final TftpFixture fixture = new TftpFixture(new SimulatedNetwork(0, 1), LIMITS, false);
        fixture.file("x", 10_000);
        return fixture;
    }

    private static RawClient[] clients(final TftpFixture fixture) {
        final RawClient[] clients = new RawClient[CLIENTS];
        for (int i = 0; i < CLIENTS; i++) {
            clients[i] = new RawClient(fixture, TftpFixture.CLIENT + i % 2, 3000 + i);
        }
        return clients;
    }

    private static void assertServing(final TftpFixture fixture) {
        assertTrue(fixture.server.active() <= LIMITS.maxTransfers());
        final EmulatedClient client =
            fixture.client(EmulatedClient.Shape.OVMF, TftpFixture.CLIENT + 100, 2000, "x");
        fixture.run();
        assertNull(client.failure);
        fixture.pass(120_000);
        assertEquals(0, fixture.server.active());
    }
}
