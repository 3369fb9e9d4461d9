package orbis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import orbis.engine.io.IoEngine;
import orbis.engine.io.IoEngines;
import orbis.engine.io.IoOptions;
import orbis.engine.scsi.KeptState;
import orbis.engine.store.LoopDevice;
import orbis.server.config.ConfigurationLoader;
import orbis.server.control.ControlClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OrbisServerTest {
    private static final int SESSIONS_OFFSET = 40;
    private static final Map<String, String> GONE =
        Map.of("orbis.disk.gone.size", "1m", "orbis.disk.gone.redirect", "192.0.2.2:3261");

    @TempDir
    private Path path;
    private OrbisServer server;

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    private void launch(final Map<String, String> more) throws Exception {
        final Map<String, String> keys = new HashMap<>(more);
        keys.putAll(Map.of("orbis.data.dir", path.toString(), "orbis.iscsi.portals", "127.0.0.1:0",
            "orbis.io.engine", "nio", "orbis.target.agents", "2", "orbis.target.memory", "2m",
            "orbis.target.connections", "16"));
        server = OrbisServer.launch(new ConfigurationLoader().definitions(keys).conclude());
    }

    private String command(final String... words) throws IOException {
        return new ControlClient(new DataFolder(path).controlSocket()).run(List.of(words)).orElseThrow();
    }

    private void assertFails(final String message, final String... words) {
        assertEquals(message, assertThrows(IOException.class, () -> command(words)).getMessage());
    }

    @Test
    void shouldSayWhereADiskIsThatItCannotChange() throws Exception {
        launch(GONE);
        final String elsewhere = "disk gone is not open here: it is redirected to 192.0.2.2:3261";
        assertFails(elsewhere, "disk", "resize", "gone", "2m", "grow");
        assertFails(elsewhere, "disk", "set", "gone", "readonly", "true");
        assertFails(elsewhere, "disk", "set", "gone", "iops.max", "100");
    }

    @Test
    void shouldChangeWhatAClientIsAllowedAndNotWhoItIs() throws Exception {
        launch(Map.of("orbis.client.uqbar.mac", "00:0c:29:8c:d4:14"));
        assertEquals("orbis.client.uqbar.iops.max = 500", command("client", "set", "uqbar", "iops.max", "500"));
        assertFails("there is no client tlon", "client", "set", "tlon", "iops.max", "500");
        for (final String key : List.of("mac", "uuid", "client.id", "initiator", "address")) {
            assertFails("orbis.client.uqbar." + key + " cannot be changed while the server runs: who a client is "
                + "stays; write it to the properties file, and start the server again",
                "client", "set", "uqbar", key, "");
        }
    }

    @Test
    void shouldOpenADiskThatComesBack() throws Exception {
        launch(GONE);
        command("disk", "set", "gone", "redirect", "");
        assertEquals("disk gone has 2m", command("disk", "resize", "gone", "2m", "grow"));
        assertEquals(2 << 20, Files.size(path.resolve("gone.img")));
    }

    @Test
    void shouldNameTheDiskAndTheFaultThatKeepsItFromBeingServed() throws Exception {
        try (IoEngine engine = IoEngines.open("nio", new IoOptions());
            DiskStateJournal states = new DiskStateJournal(new DataFolder(path).journal("disks"), fault -> { })) {
            states.of("a", engine).keep(KeptState.Kind.SANITIZE, new byte[] {1}, (token, result) -> { }, 0);
        }
        final String message =
            assertThrows(IOException.class, () -> launch(Map.of("orbis.disk.a.size", "1m"))).getMessage();
        assertEquals("disk a cannot be served: java.lang.ArrayIndexOutOfBoundsException: "
            + "Index 1 out of bounds for length 1", message);
    }

    @Test
    void shouldHaveRoomForTheCountersOfAllSessions() throws Exception {
        launch(Map.of());
        final ByteBuffer counters = ByteBuffer.wrap(Files.readAllBytes(new DataFolder(path).counters()));
        assertEquals(32, counters.order(ByteOrder.LITTLE_ENDIAN).getInt(SESSIONS_OFFSET));
    }

    @Test
    void shouldKeepDisksAtWholeBlocks() throws Exception {
        launch(Map.of("orbis.disk.a.size", "1m", "orbis.disk.b.size", "1m", "orbis.disk.b.block.size", "4096"));
        assertFails("disk a keeps its size: 1048577 bytes are not whole blocks of 512",
            "disk", "resize", "a", "1048577", "grow");
        assertFails("disk b keeps its size: 1049088 bytes are not whole blocks of 4096",
            "disk", "resize", "b", "1049088", "grow");
        assertEquals(1 << 20, Files.size(path.resolve("a.img")));
    }

    @Test
    void shouldSayThatADeviceIsResizedFirst() throws Exception {
        try (LoopDevice device = new LoopDevice(path.resolve("device"), 1 << 20, 512)) {
            launch(Map.of("orbis.disk.a.path", device.path()));
            assertFails("disk a keeps its size: " + device.path() + " has not 2m, change the device first",
                "disk", "resize", "a", "2m", "grow");
            server.close();
            server = null;
        }
    }

    @Test
    void shouldHoldADiskToItsKind() throws Exception {
        final Path file = Files.write(path.resolve("file"), new byte[4096]);
        assertEquals("disk a: " + file + " is no block device, as orbis.disk.a.kind has it",
            assertThrows(IOException.class, () -> launch(Map.of(
                "orbis.disk.a.kind", "device", "orbis.disk.a.path", file.toString()))).getMessage());
        assertEquals("disk a: " + path + "/none is missing: correct orbis.disk.a.path",
            assertThrows(IOException.class, () -> launch(Map.of("orbis.disk.a.kind", "device",
                "orbis.disk.a.path", path + "/none", "orbis.disk.a.size", "1m"))).getMessage());
        assertFalse(Files.exists(path.resolve("none")));
        assertEquals("disk a: /dev/null is no regular file, as orbis.disk.a.kind has it",
            assertThrows(IOException.class, () -> launch(Map.of(
                "orbis.disk.a.kind", "file", "orbis.disk.a.path", "/dev/null"))).getMessage());
    }
}
