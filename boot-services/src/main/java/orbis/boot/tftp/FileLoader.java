package orbis.boot.tftp;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

import orbis.boot.ClientDirectory;
import orbis.boot.files.BootFile;
import orbis.boot.files.BootFiles;
import orbis.boot.files.FileBytes;
import orbis.boot.files.FileCache;
import orbis.boot.files.FileNames;
import orbis.boot.files.FileRequest;
import orbis.boot.timeline.BootStage;
import orbis.boot.timeline.BootTimeline;
import orbis.protocol.tftp.TftpError;

/** Looks for files and reads them on other threads: a slow disk must not hold up DHCP, nor another's file. */
public final class FileLoader {
    private static final String NETASCII = "netascii";

    private final BootFiles files;
    private final FileCache cache;
    private final ClientDirectory clients;
    private final BootTimeline timeline;
    private final EpochClock clock;
    private final Executor executor;
    private final Runnable wakeup;
    private final ManyToOneConcurrentArrayQueue<Transfer> done;

    /**
     * Joins what a file comes from.
     *
     * @param files    all names.
     * @param cache    of their bytes.
     * @param clients  known by their addresses.
     * @param timeline told of each file asked for.
     * @param clock    for the timeline.
     * @param executor of the look-ups; may refuse when it has too many.
     * @param wakeup   of the server's thread, when a file was found or not.
     * @param capacity look-ups under way at most.
     */
    public FileLoader(
        final BootFiles files, final FileCache cache, final ClientDirectory clients, final BootTimeline timeline,
        final EpochClock clock, final Executor executor, final Runnable wakeup, final int capacity) {
        this.files = files;
        this.cache = cache;
        this.clients = clients;
        this.timeline = timeline;
        this.clock = clock;
        this.executor = executor;
        this.wakeup = wakeup;
        this.done = new ManyToOneConcurrentArrayQueue<>(capacity);
    }

    /** Starts a look-up; false if there are too many. The transfer is the loader's until it is polled. */
    boolean load(final Transfer transfer) {
        try {
            executor.execute(() -> {
                // Stands unless the look-up ends: an Error too must give the transfer back.
                fail(transfer, TftpError.NOT_DEFINED, "file cannot be read");
                try {
                    lookUp(transfer);
                } finally {
                    done.offer(transfer);
                    wakeup.run();
                }
            });
            return true;
        } catch (final RejectedExecutionException e) {
            return false;
        }
    }

    /** A transfer whose file was found or not, or null. */
    Transfer poll() {
        return done.poll();
    }

    /** Tells the timeline about a transfer. */
    void report(final Transfer transfer, final BootStage stage, final String detail) {
        if (transfer.client != null) {
            timeline.onStage(transfer.client, stage, null, detail, clock.time());
        }
    }

    private void lookUp(final Transfer transfer) {
        final String asked = transfer.request.name();
        try {
            transfer.client = clients.byAddress(transfer.address);
            final String name = FileNames.normal(asked);
            final BootFile file = name == null ? null : files.find(
                new FileRequest(name, transfer.client, transfer.address, transfer.endpoint.address()));
            if (file == null) {
                fail(transfer, TftpError.NOT_FOUND, "file not found");
                report(transfer, BootStage.FILE_MISSING, asked);
                return;
            }
            report(transfer, BootStage.FILE, asked);
            final boolean text = NETASCII.equals(transfer.request.mode());
            if (text && file.length() > Netascii.MAX_LENGTH) {
                fail(transfer, TftpError.NOT_DEFINED, "file is too long for mode netascii: use mode octet");
                report(transfer, BootStage.FILE_FAILED, asked + ": " + transfer.errorText);
                return;
            }
            final FileBytes bytes = cache.open(file);
            transfer.bytes = text ? Netascii.encode(bytes) : bytes;
            transfer.errorText = null;
        } catch (final IOException | RuntimeException e) {
            report(transfer, BootStage.FILE_FAILED, asked + ": " + e.getMessage());
        }
    }

    private static void fail(final Transfer transfer, final int code, final String text) {
        transfer.errorCode = code;
        transfer.errorText = text;
    }
}
