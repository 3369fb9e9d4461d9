package orbis.boot.tftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import orbis.boot.files.BootFile;
import orbis.boot.files.DiskFile;
import orbis.boot.files.FileBytes;
import orbis.boot.files.GeneratedFile;
import orbis.boot.tftp.EmulatedClient.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TftpServerTest {
    private static final int CLIENT = TftpFixture.CLIENT;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 1024, 1467, 1468, 5872, 5873, 300_000})
    void shouldSendFilesOfAnyLengthToEachFirmware(final int length) {
        for (final Shape shape : List.of(Shape.OVMF, Shape.IPXE, Shape.GRUB, Shape.SHIM, Shape.PLAIN)) {
            final TftpFixture fixture = new TftpFixture();
            final byte[] content = fixture.file("a/b.efi", length);

            final EmulatedClient client = fixture.client(shape, CLIENT, 2000, "/a\\b.efi");
            fixture.run();

            assertNull(client.failure);
            assertArrayEquals(content, client.received.toByteArray());
            assertEquals(0, fixture.server.active());
            assertEquals(1, fixture.counters.value(TftpCounter.FILES_SENT));
        }
    }

    @Test
    void shouldRollBlockNumbersOverToZero() {
        final TftpFixture fixture = new TftpFixture();
        final byte[] content = fixture.file("initrd", 70_000 * 8);

        final EmulatedClient client = fixture.client(
            Shape.of(false, 1000, 5, "blksize", "8", "windowsize", "64"), CLIENT, 2000, "initrd");
        fixture.run();

        assertArrayEquals(content, client.received.toByteArray());
    }

    @Test
    void shouldSaySoAtOnceWhenAFileIsNotThere() {
        final TftpFixture fixture = new TftpFixture();

        final EmulatedClient client = fixture.client(Shape.GRUB, CLIENT, 2000, "grub.cfg-01-aa");
        fixture.run();

        assertEquals("error 1 file not found", client.failure);
        assertEquals(1, client.datagramsReceived);
        assertTrue(fixture.network.nanoTime() < 10 * Shape.MS);
        assertEquals(List.of("uqbar FILE_MISSING grub.cfg-01-aa"), fixture.stages);
        assertEquals(0, fixture.server.active());
    }

    @Test
    void shouldNotLeaveTheNamespace() {
        final TftpFixture fixture = new TftpFixture();
        fixture.file("etc/passwd", 10);

        final EmulatedClient client = fixture.client(Shape.GRUB, CLIENT, 2000, "../etc/passwd");
        fixture.run();

        assertEquals("error 1 file not found", client.failure);
    }

    @Test
    void shouldTakeTheAbortOfUefiThatKnowsTheSizeAsPlain() {
        final TftpFixture fixture = new TftpFixture();
        fixture.file("x.efi", 5000);

        fixture.client(Shape.OVMF, CLIENT, 2000, "x.efi");
        fixture.run();

        assertEquals(1, fixture.counters.value(TftpCounter.ABORTED));
        assertEquals(0, fixture.counters.value(TftpCounter.FAILED));
        assertEquals(
            List.of("uqbar FILE x.efi", "uqbar FILE x.efi", "uqbar FILE_SENT x.efi (5000 bytes)"), fixture.stages);
    }

    @Test
    void shouldCutBlocksToTheNetworkAndWindowsToTheLimit() {
        final TftpFixture fixture = new TftpFixture(
            new SimulatedNetwork(0, 1), new TftpLimits(65464, 8, 10, 10, 100), false);
        fixture.file("x", 100_000);
        final RawClient client = new RawClient(fixture, CLIENT, 3000);

        client.send("\0\1x\0octet\0windowsize\00032\0blksize\0008192\0timeout\0007\0");

        assertEquals("\0\6windowsize\0008\0blksize\0001468\0timeout\0007\0", client.only());
    }

    @Test
    void shouldNotAcknowledgeOptionsThatWereNotAskedFor() {
        final TftpFixture fixture = new TftpFixture();
        fixture.file("x", 700);
        final RawClient client = new RawClient(fixture, CLIENT, 3000);

        client.send("\0\1x\0octet\0multicast\0\0utimeout\0001\0");

        assertTrue(client.only().startsWith("\0\3\0\1"));
        assertEquals(516, client.last().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0\1x\0octet\0", "\0\1x\0octet\0tsize\0000\0"})
    void shouldSendThreePacketsAtMostToAnAddressThatNeverAnswers(final String request) {
        final TftpFixture fixture = new TftpFixture();
        fixture.file("x", 700);
        final RawClient client = new RawClient(fixture, CLIENT, 3000);

        client.send(request);
        fixture.pass(500);
        client.send(request);
        fixture.pass(60_000);

        assertEquals(3, client.received.size());
        assertEquals(0, fixture.server.active());
        assertEquals(1, fixture.counters.value(TftpCounter.FAILED));
    }

    @Test
    void shouldNotAnswerDoubledAcknowledgmentsWithBlocks() {
        final TftpFixture fixture = new TftpFixture();
        fixture.file("x", 5000);
        final RawClient client = new RawClient(fixture, CLIENT, 3000);

        client.send("\0\1x\0octet\0");
        client.send("\0\4\0\1");
        assertEquals(2, client.received.size());
        for (int i = 0; i < 5; i++) {
            client.send("\0\4\0\1");
        }
        assertEquals(2, client.received.size());

        fixture.pass(120);
        client.send("\0\4\0\1");
        assertEquals(3, client.received.size());
        assertTrue(client.text(2).startsWith("\0\3\0\2"));
    }

    @Test
    void shouldRewindAWindowOnceForManyAcknowledgmentsOfItsGap() {
        final TftpFixture fixture = new TftpFixture();
        fixture.file("x", 50_000);
        final RawClient client = new RawClient(fixture, CLIENT, 3000);

        client.send("\0\1x\0octet\0windowsize\0004\0");
        client.send("\0\4\0\0");
        assertEquals(1 + 4, client.received.size());
        client.send("\0\4\0\2");
        assertEquals(1 + 4 + 4, client.received.size());
        assertTrue(client.text(5).startsWith("\0\3\0\3"));
        client.send("\0\4\0\2");
        client.send("\0\4\0\2");
        assertEquals(1 + 4 + 4, client.received.size());
        client.send("\0\4\0\6");
        assertTrue(client.text(9).startsWith("\0\3\0\7"));
    }

    @Test
    void shouldTakeAFileForSentWhoseLastWindowWasNotAcknowledged() {
        final TftpFixture fixture = new TftpFixture();
        fixture.file("x", 6 * 512 + 1);
        final RawClient client = new RawClient(fixture, CLIENT, 3000);

        client.send("\0\1x\0octet\0windowsize\0004\0");
        client.send("\0\4\0\0");
        client.send("\0\4\0\4");
        assertTrue(client.text(7).startsWith("\0\3\0\7"));
        fixture.pass(60_000);

        assertEquals(0, fixture.server.active());
        assertEquals(1, fixture.counters.value(TftpCounter.FILES_SENT));
        assertEquals(0, fixture.counters.value(TftpCounter.FAILED));
    }

    @Test
    void shouldIgnoreAcknowledgmentsOfBlocksThatWereNotSent() {
        final TftpFixture fixture = new TftpFixture();
        fixture.file("x", 50_000);
        final RawClient client = new RawClient(fixture, CLIENT, 3000);

        client.send("\0\4\0\1");
        client.send("\0\1x\0octet\0");
        client.send("\0\4\0\7");
        client.send("\0\4\u00ff\u00ff");
        client.send("\0\4");
        client.send("\0\3\0\1data");

        assertEquals(1, client.received.size());
    }

    @Test
    void shouldRefuseWritesAndUnknownModes() {
        final TftpFixture fixture = new TftpFixture();
        fixture.file("x", 1);
        final RawClient client = new RawClient(fixture, CLIENT, 3000);

        client.send("\0\2x\0octet\0");
        client.send("\0\1x\0mail\0");
        client.send("\0\1\0");

        assertEquals("\0\5\0\2files are only read here\0", client.text(0));
        assertEquals("\0\5\0\4modes are octet and netascii\0", client.text(1));
        assertEquals("\0\5\0\4no file name\0", client.text(2));
        assertEquals(3, fixture.counters.value(TftpCounter.REFUSED));
    }

    @Test
    void shouldNotAnswerOtherNetworks() {
        final TftpFixture fixture = new TftpFixture();
        fixture.file("x", 1);
        final RawClient client = new RawClient(fixture, 0x0b000001, 3000);

        client.send("\0\1x\0octet\0");
        client.send("\0\2x\0octet\0");

        assertEquals(0, client.received.size());
    }

    @Test
    void shouldBeginAnewWhenAClientAsksForAnotherFileFromTheSamePort() {
        final TftpFixture fixture = new TftpFixture();
        fixture.file("x", 5000);
        fixture.file("y", 3);
        final RawClient client = new RawClient(fixture, CLIENT, 3000);

        client.send("\0\1x\0octet\0");
        client.send("\0\4\0\1");
        client.send("\0\1y\0octet\0");

        assertEquals(7, client.last().length);
        client.send("\0\4\0\1");
        assertEquals(0, fixture.server.active());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0\4\0\0", ""})
    void shouldBeginAnewWhenAClientAsksForTheSameFileWithOtherOptions(final String answer) {
        final TftpFixture fixture = new TftpFixture();
        fixture.file("x", 5000);
        final RawClient client = new RawClient(fixture, CLIENT, 3000);

        client.send("\0\1x\0octet\0tsize\0000\0");
        client.send(answer);
        client.send("\0\1x\0octet\0blksize\0001024\0");

        assertEquals("\0\6blksize\0001024\0", client.text(client.received.size() - 1));
        assertEquals(1, fixture.server.active());
    }

    @Test
    void shouldIgnoreALateRequestOfAClientThatGoesOn() {
        final TftpFixture fixture = new TftpFixture();
        fixture.file("x", 5000);
        final RawClient client = new RawClient(fixture, CLIENT, 3000);

        client.send("\0\1x\0octet\0tsize\0000\0");
        fixture.pass(1900);
        client.send("\0\4\0\0");
        fixture.pass(150);
        final int before = client.received.size();
        client.send("\0\1x\0octet\0tsize\0000\0");
        assertEquals(before, client.received.size());
        client.send("\0\4\0\1");
        assertTrue(client.text(before).startsWith("\0\3\0\2"));

        fixture.pass(2100);
        client.send("\0\1x\0octet\0tsize\0000\0");
        assertTrue(new String(client.last(), StandardCharsets.ISO_8859_1).startsWith("\0\6tsize"));
    }

    @Test
    void shouldConvertLinesForClientsThatAskForText() {
        final TftpFixture fixture = new TftpFixture();
        fixture.files.put("t", GeneratedFile.of("a\nb\rc", 0));
        final RawClient client = new RawClient(fixture, CLIENT, 3000);

        client.send("\0\1t\0NETASCII\0tsize\0000\0");
        assertEquals("\0\6tsize\0007\0", client.only());
        client.send("\0\4\0\0");
        assertEquals("\0\3\0\1a\r\nb\r\0c", client.text(1));
    }

    @Test
    void shouldSayWhichModeToUseForAFileThatIsNoText() {
        final TftpFixture fixture = new TftpFixture();
        fixture.file("initrd.img", (1 << 20) + 1);
        final RawClient client = new RawClient(fixture, CLIENT, 3000);

        client.send("\0\1initrd.img\0netascii\0");

        assertEquals("\0\5\0\0file is too long for mode netascii: use mode octet\0", client.only());
        assertEquals(0, fixture.server.active());
        assertEquals("uqbar FILE_FAILED initrd.img: file is too long for mode netascii: use mode octet",
            fixture.stages.get(1));
    }

    @Test
    void shouldEndATransferWhoseLookUpMeetsAnError() {
        final TftpFixture fixture = new TftpFixture(
            new SimulatedNetwork(0, 1), new TftpLimits(1468, 8, 100, 1, 100), false);
        fixture.file("x", 100);
        fixture.files.put("deep", new BrokenFile());
        final RawClient client = new RawClient(fixture, CLIENT, 3000);

        assertThrows(StackOverflowError.class, () -> client.send("\0\1deep\0octet\0"));
        fixture.pass(10);
        assertEquals("\0\5\0\0file cannot be read\0", client.only());
        assertEquals(0, fixture.server.active());

        client.send("\0\1x\0octet\0");
        assertTrue(client.text(1).startsWith("\0\3\0\1"));
    }

    /** A file at which the virtual machine gives up. */
    private static final class BrokenFile implements BootFile {
        @Override
        public long length() {
            throw new StackOverflowError();
        }

        @Override
        public long modifiedMs() {
            return 0;
        }

        @Override
        public String identity() {
            throw new StackOverflowError();
        }

        @Override
        public FileBytes open(final boolean mapped) {
            throw new StackOverflowError();
        }
    }

    @Test
    void shouldNotFinishAFileThatSomebodyWritesOver(@TempDir final Path folder) throws IOException {
        final Path path = folder.toRealPath().resolve("initrd");
        Files.write(path, new byte[2_000_000]);
        Files.setLastModifiedTime(path, FileTime.fromMillis(0));

        final String end = endOfTransfer(path, () -> Files.write(path, new byte[2_000_000]));

        assertEquals("\0\5\0\0file changed while it was sent\0", end);
    }

    @Test
    void shouldFinishAFileInWhoseSteadAnotherIsPut(@TempDir final Path folder) throws IOException {
        final Path path = folder.toRealPath().resolve("initrd");
        Files.write(path, new byte[2_000_000]);
        final Path other = Files.write(folder.resolve("other"), new byte[1]);

        final String end = endOfTransfer(path, () -> Files.move(other, path, StandardCopyOption.REPLACE_EXISTING));

        assertEquals("\0\3" + (char) (1363 >> 8) + (char) (1363 & 0xFF) + "\0".repeat(2_000_000 % 1468), end);
    }

    /** What the server sends last of a file that the cache does not take, and to which something happens meanwhile. */
    private static String endOfTransfer(final Path path, final Callable<?> meanwhile) throws IOException {
        final TftpFixture fixture = new TftpFixture();
        fixture.files.put("initrd", DiskFile.of(path));
        final RawClient client = new RawClient(fixture, CLIENT, 3000);
        client.send("\0\1initrd\0octet\0blksize\0001468\0windowsize\00064\0");
        for (int block = 0; block < 2_000_000 / 1468; block += 64) {
            if (block == 640) {
                assertDoesNotThrow(meanwhile::call);
            }
            client.send(new byte[] {0, 4, (byte) (block >> 8), (byte) block});
        }
        return client.text(client.received.size() - 1);
    }

    @Test
    void shouldServeAllFromOnePortWhereFirewallsWantIt() {
        final TftpFixture fixture = new TftpFixture(new SimulatedNetwork(0, 1), TftpLimits.DEFAULT, true);
        final byte[] content = fixture.file("x", 100_000);

        final EmulatedClient client = fixture.client(Shape.OVMF, CLIENT, 2000, "x");
        fixture.run();

        assertNull(client.failure);
        assertArrayEquals(content, client.received.toByteArray());
    }

    @Test
    void shouldGatherThePacketsOfManyTransfersAlone() {
        assertFalse(gathersPacketsOf(11));
        assertTrue(gathersPacketsOf(12));
    }

    private static boolean gathersPacketsOf(final int transfers) {
        final TftpFixture fixture = new TftpFixture();
        fixture.file("x", 50_000);
        final List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < transfers; i++) {
            clients.add(new RawClient(fixture, CLIENT + i, 3000));
            clients.get(i).send("\0\1x\0octet\0");
        }
        for (int block = 1; block < 40; block++) {
            for (final RawClient client : clients) {
                client.leave((byte) 0, (byte) 4, (byte) 0, (byte) block);
            }
            fixture.step(1_000_000);
        }
        assertEquals(transfers, fixture.server.active());
        return fixture.server.isCrowded();
    }

    @Test
    void shouldLimitTransfersAndRequestsOfOneSource() {
        final TftpFixture fixture = new TftpFixture(
            new SimulatedNetwork(0, 1), new TftpLimits(1468, 8, 100, 3, 5), false);
        fixture.file("x", 5000);
        final List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(new RawClient(fixture, CLIENT, 3000 + i));
            clients.get(i).send("\0\1x\0octet\0");
            clients.get(i).send("\0\1y\0octet\0");
        }

        assertTrue(fixture.server.active() <= 3);
        assertEquals(10, fixture.counters.value(TftpCounter.REQUESTS));
        final RawClient other = new RawClient(fixture, CLIENT + 1, 3000);
        other.send("\0\1x\0octet\0");
        assertEquals(1, other.received.size());
    }

    @Test
    void shouldMakeRoomForNewClientsByForgettingSilentOnes() {
        final TftpFixture fixture = new TftpFixture(
            new SimulatedNetwork(0, 1), new TftpLimits(1468, 8, 4, 4, 100), false);
        fixture.file("x", 50_000);
        for (int i = 0; i < 100; i++) {
            new RawClient(fixture, CLIENT + i, 3000).send("\0\1x\0octet\0");
        }

        final EmulatedClient client = fixture.client(Shape.OVMF, CLIENT + 200, 2000, "x");
        fixture.run();

        assertNull(client.failure);
        assertTrue(fixture.server.active() <= 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldDeliverEveryFileOverANetworkThatLosesDoublesAndReorders(final long seed) {
        final TftpFixture fixture = new TftpFixture(new SimulatedNetwork(0.1, seed), TftpLimits.DEFAULT, false);
        final byte[] content = fixture.file("x", 400_000);
        final List<EmulatedClient> clients = new ArrayList<>();
        final Shape wide = Shape.of(false, 1000, 10, "blksize", "1468", "windowsize", "16", "tsize", "0");
        int i = 0;
        for (final Shape shape : List.of(Shape.OVMF, Shape.IPXE, Shape.GRUB, Shape.SHIM, Shape.PLAIN, wide)) {
            clients.add(fixture.client(shape, CLIENT + i++, 2000, "x"));
        }

        fixture.run();

        for (final EmulatedClient client : clients) {
            assertNull(client.failure);
            assertArrayEquals(content, client.received.toByteArray());
        }
        fixture.pass(60_000);
        assertEquals(0, fixture.server.active());
    }

    @Test
    void shouldLoseNobodyInAStorm() {
        final TftpFixture fixture = new TftpFixture();
        final byte[] content = fixture.file("initrd", 100_000);
        final List<Shape> shapes = List.of(Shape.OVMF, Shape.IPXE, Shape.GRUB, Shape.SHIM);
        final List<EmulatedClient> clients = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            clients.add(fixture.client(shapes.get(i % 4), CLIENT + i, 2000, "initrd"));
        }

        fixture.run();

        for (final EmulatedClient client : clients) {
            assertNull(client.failure);
            assertArrayEquals(content, client.received.toByteArray());
        }
        assertEquals(1000, fixture.counters.value(TftpCounter.FILES_SENT));
    }
}
