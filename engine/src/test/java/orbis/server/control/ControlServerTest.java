package orbis.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ControlServerTest {
    private static final int MAX_SESSIONS = 65_535;
    /** A line of the longest names that there may be. */
    private static final String SESSION = "65535\t" + "d".repeat(63) + "\t[" + "fe80:".repeat(8)
        + "]:65535\t4000000000\t" + "i".repeat(223) + "\n";

    @TempDir
    private Path folder;
    private Path path;

    @BeforeEach
    void namePath() {
        path = folder.resolve("control.sock");
    }

    private static String run(final List<String> words) throws IOException {
        if (words.get(0).equals("fail")) {
            throw new IOException("there is no disk " + words.get(1));
        }
        return words.get(0).equals("list") ? SESSION.repeat(MAX_SESSIONS) : "ran " + words;
    }

    @Test
    void shouldRunCommandsOneAfterTheOther() throws IOException {
        final ControlServer server = server();
        final ControlClient client = new ControlClient(path);
        assertEquals(Optional.of("ran [disk, resize, a b, 1g]"),
            client.run(List.of("disk", "resize", "a b", "1g")));
        assertEquals(Optional.of("ran [x, ]"), client.run(List.of("x", "")));
        assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(path));
        server.close();
        assertFalse(Files.exists(path));
    }

    @Test
    void shouldTellWhyACommandFailedAndGoOn() throws IOException {
        final ControlServer server = server();
        final ControlClient client = new ControlClient(path);
        final IOException fault = assertThrows(IOException.class, () -> client.run(List.of("fail", "d")));
        assertEquals("there is no disk d", fault.getMessage());
        assertEquals(Optional.of("ran [x]"), client.run(List.of("x")));
        server.close();
    }

    @Test
    void shouldListAllSessionsThatThereMayBe() throws IOException {
        final ControlServer server = server();
        final String answer = new ControlClient(path).run(List.of("list")).orElseThrow();
        assertEquals(MAX_SESSIONS * SESSION.length(), answer.length());
        assertTrue(answer.endsWith(SESSION));
        server.close();
    }

    @Test
    void shouldNotTakeARequestOfAnyLength() throws IOException {
        final ControlServer server = server();
        final ControlClient client = new ControlClient(path);
        assertThrows(IOException.class, () -> client.run(List.of("x".repeat(8 << 20))));
        assertEquals(Optional.of("ran [x]"), client.run(List.of("x")));
        server.close();
    }

    @Test
    void shouldGoOnAfterAClientThatHangsUp() throws IOException {
        final ControlServer server = server();
        SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
        assertEquals(Optional.of("ran [x]"), new ControlClient(path).run(List.of("x")));
        server.close();
    }

    @Test
    void shouldTakeTheSocketOfAServerThatWasKilledForNoServer() throws IOException {
        assertEquals(Optional.empty(), new ControlClient(path).run(List.of("x")));
        final ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        killed.bind(UnixDomainSocketAddress.of(path));
        killed.close();
        assertEquals(Optional.empty(), new ControlClient(path).run(List.of("x")));
        final ControlServer server = server();
        assertEquals(Optional.of("ran [x]"), new ControlClient(path).run(List.of("x")));
        server.close();
    }

    @Test
    void shouldNameASocketPathThatIsTooLong() {
        assertTrue(ControlServer.fits(path));
        path = folder.resolve("x".repeat(200));
        assertFalse(ControlServer.fits(path));
        final IOException fault = assertThrows(IOException.class, this::server);
        assertEquals(0, fault.getMessage().indexOf("cannot make the control socket " + path));
    }

    private ControlServer server() throws IOException {
        return new ControlServer(path, ControlServerTest::run);
    }
}
