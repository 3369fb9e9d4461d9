package orbis.perf.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import orbis.perf.load.TargetUrl;
import orbis.perf.process.Commands;
import orbis.perf.process.Readiness;

/** The Linux SCSI target framework (Debian's tgt), on a control port of its own beside one that may run. */
public final class TgtPeer implements Peer {
    private static final String IQN = "iqn.2022-07.san.iscsi.tgt:";
    private static final int LUN = 1;
    private static final int START_TIMEOUT_MS = 10_000;

    private final Process process;
    private final String control;
    private final int port;
    private final Map<String, Integer> targets = new LinkedHashMap<>();

    private TgtPeer(final Process process, final String control, final int port) {
        this.process = process;
        this.control = control;
        this.port = port;
    }

    /**
     * Starts tgtd without disks.
     *
     * @param prefix what stands before the command, such as taskset with its arguments; may be empty.
     * @return the running target.
     * @throws IOException when it does not come up.
     */
    public static TgtPeer start(final List<String> prefix) throws IOException {
        final int port = Commands.freePort();
        final String control = Integer.toString(ThreadLocalRandom.current().nextInt(100, 32_000));
        final List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("tgtd", "-f", "-C", control, "--iscsi", "portal=127.0.0.1:" + port));
        final Path log = Files.createTempFile("orbis-tgtd-", ".log");
        log.toFile().deleteOnExit();
        final Process process =
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        final TgtPeer peer = new TgtPeer(process, control, port);
        try {
            Readiness.await(process, () -> Readiness.listens(port), START_TIMEOUT_MS);
            return peer;
        } catch (final IOException e) {
            peer.close();
            throw new IOException("tgtd did not start: " + e.getMessage() + "\n" + Files.readString(log), e);
        }
    }

    /**
     * Adds a disk.
     *
     * @param disk   its name.
     * @param file   backing file.
     * @param direct true for the aio store, which passes the page cache by; else the rdwr store.
     * @return this.
     */
    public TgtPeer disk(final String disk, final Path file, final boolean direct) {
        final String tid = Integer.toString(targets.size() + 1);
        admin("--op", "new", "--mode", "target", "--tid", tid, "-T", IQN + disk);
        admin("--op", "new", "--mode", "logicalunit", "--tid", tid, "--lun", Integer.toString(LUN),
            "-b", file.toString(), "--bstype", direct ? "aio" : "rdwr");
        admin("--op", "bind", "--mode", "target", "--tid", tid, "-I", "ALL");
        targets.put(disk, targets.size() + 1);
        return this;
    }

    private void admin(final String... arguments) {
        final List<String> command = new ArrayList<>(List.of("tgtadm", "-C", control, "--lld", "iscsi"));
        command.addAll(List.of(arguments));
        Commands.run(command).require();
    }

    @Override
    public String name() {
        return "tgt";
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public TargetUrl url(final String disk) {
        return new TargetUrl("127.0.0.1", port, IQN + disk, LUN);
    }

    @Override
    public void close() {
        // It does not end on SIGTERM while it has targets, and keeps nothing that an orderly end would save.
        process.destroyForcibly();
        try {
            process.waitFor(START_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
