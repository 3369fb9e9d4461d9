package orbis.perf.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import orbis.perf.load.LoadObserver;
import orbis.perf.load.LoadRun;
import orbis.perf.load.TargetUrl;
import orbis.perf.load.Workload;
import orbis.perf.peer.OrbisPeer;

/** Connections that mean no good end alone: another session on the same disk works before, during and after. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class HostilePeersIT {
    private OrbisPeer orbis;
    private BackgroundLoad neighbour;

    @BeforeAll
    void start(@TempDir final Path folder) throws IOException {
        orbis = new OrbisPeer(List.of(), folder).memoryDisk("disk", "16m")
            .set("orbis.iscsi.login.timeout", "2s").start();
    }

    @AfterAll
    void stop() throws IOException {
        orbis.close();
        assertEquals(List.of(), orbis.log().lines().filter(line -> line.contains("\tat ")).toList());
    }

    @BeforeEach
    void work() throws Exception {
        neighbour = new BackgroundLoad(orbis.url("disk"), new Workload().depth(4).readPercent(50).verify(true)
            .warmUp(Duration.ZERO).duration(Duration.ofMillis(1500))).awaitConnected();
    }

    @AfterEach
    void workedOn() throws Exception {
        assertEquals(List.of(), neighbour.result().messages());
        assertTrue(neighbour.result().count() > 0);
    }

    @Test
    void shouldLogOthersInWhileManySayNothing() throws Exception {
        final List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                silent.add(connect());
            }
            assertLogsIn();
            for (final Socket socket : silent) {
                assertEnds(socket);
            }
        } finally {
            for (final Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void shouldLogOthersInWhileOneSendsItsLoginByteByByte() throws Exception {
        try (Socket slow = connect()) {
            final byte[] login = login().array();
            slow.getOutputStream().write(login, 0, 20);
            assertLogsIn();
            slow.getOutputStream().write(login, 20, 10);
            assertLogsIn();
            assertEnds(slow);
        }
    }

    @Test
    void shouldEndAConnectionThatBeginsWithACommand() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(header(0x01).array());
            assertEnds(socket);
        }
    }

    @Test
    void shouldEndAConnectionThatTalksHttp() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(
                "GET / HTTP/1.1\r\nHost: disk\r\nUser-Agent: scanner\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEnds(socket);
        }
    }

    @Test
    void shouldEndAConnectionThatSendsNoise() throws Exception {
        final SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 50; i++) {
            try (Socket socket = connect()) {
                final byte[] noise = new byte[4096];
                random.nextBytes(noise);
                noise[0] = (byte) (noise[0] & 0x3F);
                socket.getOutputStream().write(noise);
                socket.shutdownOutput();
                assertEnds(socket);
            } catch (final SocketException e) {
                // It was ended while the noise was still being sent: as well.
                continue;
            }
        }
    }

    @Test
    void shouldEndALoginThatAnnouncesTooManyBytesOfData() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(login().putInt(4, 0x00FFFFFF).array());
            assertEnds(socket);
        }
    }

    @Test
    void shouldEndALoginWithAllTheAdditionalHeadersThereCanBe() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(login().putInt(4, 0xFFFFFFFF).array());
            socket.getOutputStream().write(new byte[1020]);
            assertEnds(socket);
        } catch (final SocketException e) {
            assertTrue(e.getMessage().contains("Connection reset") || e.getMessage().contains("Broken pipe"),
                e.getMessage());
        }
    }

    @Test
    void shouldEndASessionThatSendsMoreDataThanWasAgreed() throws Exception {
        try (Socket socket = loggedIn()) {
            socket.getOutputStream().write(header(0x01).put(1, (byte) 0xA1).putInt(4, 0x00FFFFFF)
                .putInt(20, 0x00FFFFFF).putInt(24, 1).put(32, (byte) 0x8A).array());
            assertEnds(socket);
        }
    }

    @Test
    void shouldBearDataThatNobodyAskedFor() throws Exception {
        try (Socket socket = loggedIn()) {
            socket.getOutputStream().write(header(0x05).put(1, (byte) 0x80).putInt(4, 512).putInt(16, 99)
                .putInt(20, 98).array());
            socket.getOutputStream().write(new byte[512]);
            // Left over from an abort it would be legal, so the session may live: until its initiator goes.
            socket.shutdownOutput();
            assertEnds(socket);
        }
    }

    private void assertLogsIn() throws Exception {
        LoadRun.run(List.of(orbis.url("disk")), new Workload().count(10).depth(1).warmUp(Duration.ZERO)
            .duration(Duration.ofSeconds(20)), LoadObserver.NONE);
    }

    /** Reads whatever comes until the connection ends; a time limit stands on the test. */
    private static void assertEnds(final Socket socket) throws IOException {
        try {
            final InputStream in = socket.getInputStream();
            while (in.read() >= 0) {
                continue;
            }
        } catch (final SocketException e) {
            assertTrue(e.getMessage().contains("Connection reset"), e.getMessage());
        }
    }

    private Socket connect() throws IOException {
        final TargetUrl url = orbis.url("disk");
        final Socket socket = new Socket();
        socket.connect(new InetSocketAddress(url.host(), url.port()));
        socket.setSoTimeout(30_000);
        return socket;
    }

    private Socket loggedIn() throws IOException {
        final Socket socket = connect();
        socket.getOutputStream().write(login().array());
        final ByteBuffer answer = ByteBuffer.wrap(socket.getInputStream().readNBytes(48));
        assertEquals(0x23, answer.get(0));
        assertEquals(0, answer.getShort(36), "login status");
        socket.getInputStream().readNBytes(answer.getInt(4) + 3 & ~3);
        return socket;
    }

    /** A login in one step: straight to the operational stage, and to full feature phase with its end. */
    private ByteBuffer login() {
        final byte[] text = ("InitiatorName=iqn.2022-07.san.iscsi:hostile\0TargetName=" + orbis.url("disk").target()
            + "\0SessionType=Normal\0").getBytes(StandardCharsets.US_ASCII);
        final ByteBuffer pdu = ByteBuffer.allocate(48 + (text.length + 3 & ~3));
        pdu.put(header(0x43).put(1, (byte) 0x87).putInt(4, text.length).putInt(8, 0x80001234).putInt(16, 1)
            .putInt(24, 1).array()).put(text);
        return pdu;
    }

    private static ByteBuffer header(final int opcode) {
        return ByteBuffer.allocate(48).put(0, (byte) opcode);
    }
}
