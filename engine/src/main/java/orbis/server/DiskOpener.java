package orbis.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import orbis.engine.net.TargetServer;
import orbis.engine.scsi.KeptState;
import orbis.engine.store.BlockStore;
import orbis.engine.store.DiskKey;
import orbis.engine.store.EncryptedStore;
import orbis.engine.store.StoreOptions;
import orbis.engine.store.Stores;
import orbis.server.config.DiskSettings;

/** Opens disks, and has the target serve them. */
final class DiskOpener {
    private static final long TIMEOUT_S = 60;

    private final DataFolder folder;
    private final DiskStateJournal states;
    private final TargetServer target;

    DiskOpener(final DataFolder folder, final DiskStateJournal states, final TargetServer target) {
        this.folder = folder;
        this.states = states;
        this.target = target;
    }

    /**
     * Opens a disk, unless it is open, or elsewhere.
     *
     * @throws IOException with the disk's name and what is wrong.
     */
    void open(final ServedDisk disk) throws IOException {
        if (disk.redirect() != null || target.serves(disk.targetName())) {
            return;
        }
        final BlockStore store;
        try {
            store = store(disk);
        } catch (final IOException | RuntimeException fault) {
            throw new IOException("disk " + disk.name() + ": " + fault.getMessage(), fault);
        }
        try {
            serve(disk, store);
        } catch (final ExecutionException failed) {
            throw new IOException("disk " + disk.name() + " cannot be served: " + failed.getCause(), failed);
        } catch (final TimeoutException late) {
            throw new IOException("disk " + disk.name() + " cannot be served: its agent did not answer within "
                + TIMEOUT_S + " s", late);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while disk " + disk.name() + " was opened", interrupted);
        }
    }

    private void serve(final ServedDisk disk, final BlockStore store)
            throws ExecutionException, TimeoutException, InterruptedException {
        final boolean lasting = !isInMemory(disk);
        target.addDisk(disk.name(), disk.identity(), store,
            engine -> lasting ? states.of(disk.name(), engine) : KeptState.NONE,
            disk.rate()).get(TIMEOUT_S, TimeUnit.SECONDS);
        target.withDevice(disk.targetName(), device -> device.spaceThreshold(disk.threshold()))
            .get(TIMEOUT_S, TimeUnit.SECONDS);
    }

    /** A disk's bytes, with encryption laid over them where that is asked for. */
    private BlockStore store(final ServedDisk disk) throws IOException {
        final String path = disk.options().path();
        final Path file = folder.key(disk.name());
        final boolean memory = isInMemory(disk);
        if (!memory) {
            check(disk, Path.of(path));
        }
        if (!disk.encrypted()) {
            if (!memory && Files.exists(file)) {
                throw new IOException("it is encrypted with the key " + file + ": say so by "
                    + DiskSettings.ENCRYPTION.keyFor(disk.name()) + ", or take the key away");
            }
            return Stores.open(disk.options());
        }
        final DiskKey key = memory ? DiskKey.inMemory() : DiskKey.open(file, Path.of(path));
        return new EncryptedStore(Stores.open(disk.options()), key);
    }

    /** What is no regular file and no device either is found when it is opened. */
    private static void check(final ServedDisk disk, final Path path) throws IOException {
        final boolean device = disk.kind() == DiskSettings.Kind.DEVICE;
        if (Files.notExists(path)) {
            if (device || disk.options().size() == 0) {
                throw new IOException(path + " is missing: correct " + DiskSettings.PATH.keyFor(disk.name())
                    + (device ? "" : ", or have it made by " + DiskSettings.SIZE.keyFor(disk.name())));
            }
        } else if (device ? Files.isRegularFile(path)
            : disk.kind() == DiskSettings.Kind.FILE && !Files.isRegularFile(path)) {
            throw new IOException(path + (device ? " is no block device" : " is no regular file") + ", as "
                + DiskSettings.KIND.keyFor(disk.name()) + " has it");
        }
    }

    private static boolean isInMemory(final ServedDisk disk) {
        return StoreOptions.MEMORY.equals(disk.options().path());
    }
}
