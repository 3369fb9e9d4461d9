package orbis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFolderTest {
    private final DataFolder folder = new DataFolder(Path.of("/srv/orbis"));

    @Test
    void shouldSayThatJournalsInMemoryAreLostWithPower() {
        assertEquals("/dev/shm is in memory (tmpfs): leases and reservations are lost with power",
            new DataFolder(Path.of("/dev/shm")).doubt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fuse", "fuse.sshfs", "fuseblk", "9p"})
    void shouldSayThatAFileSystemMayIgnoreWhatIsAskedOfIt(final String type) {
        assertEquals("/srv/orbis is on " + type
            + ", which may ignore O_DSYNC: leases and reservations may be lost with power", folder.doubt(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "zfs", "nfs4", "virtiofs"})
    void shouldDoubtNoOther(final String type) {
        assertEquals("", folder.doubt(type));
    }

    @Test
    void shouldMakeAFolderForItsOwnerOnlyAndLeaveOneAsItIs(@TempDir final Path parent) throws IOException {
        final Path path = parent.resolve("srv/orbis");
        new DataFolder(path).open().acquiredBy().close();
        assertEquals("rwx------", permissions(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-x---"));
        new DataFolder(path).open().acquiredBy().close();
        assertEquals("rwxr-x---", permissions(path));
    }

    private static String permissions(final Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void shouldDoubtNothingWhereNoMountIsFound() {
        assertEquals("", folder.doubt());
    }
}
