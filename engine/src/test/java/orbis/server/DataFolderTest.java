package orbis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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
    void shouldDoubtNothingWhereNoMountIsFound() {
        assertEquals("", folder.doubt());
    }
}
