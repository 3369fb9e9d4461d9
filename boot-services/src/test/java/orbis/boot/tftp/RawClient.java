package orbis.boot.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sends bytes, and keeps what comes. */
final class RawClient {
    final List<byte[]> received = new ArrayList<>();

    private final TftpFixture fixture;
    private final int address;
    private final int port;
    private int serverPort = 69;

    RawClient(final TftpFixture fixture, final int address, final int port) {
        this.fixture = fixture;
        this.address = address;
        this.port = port;
        fixture.network.bind(address, port, (from, fromPort, bytes) -> {
            serverPort = fromPort;
            received.add(bytes);
        });
    }

    /** Sends, and lets the answers come. */
    void send(final String latin1) {
        send(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(final byte[] bytes) {
        final boolean request = bytes.length > 1 && (bytes[1] == 1 || bytes[1] == 2);
        fixture.network.send(address, port, SimulatedNetwork.SERVER, request ? 69 : serverPort, bytes);
        for (int i = 0; i < 4; i++) {
            fixture.step(1_000_000);
        }
    }

    /** Sends, and the server does not look yet. */
    void leave(final byte... bytes) {
        fixture.network.send(address, port, SimulatedNetwork.SERVER, serverPort, bytes);
    }

    String text(final int index) {
        return new String(received.get(index), StandardCharsets.ISO_8859_1);
    }

    String only() {
        assertEquals(1, received.size());
        return text(0);
    }

    byte[] last() {
        return received.get(received.size() - 1);
    }
}
