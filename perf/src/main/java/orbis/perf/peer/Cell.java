package orbis.perf.peer;

import java.time.Duration;
import java.util.List;
import orbis.perf.load.AddressPattern;
import orbis.perf.load.Workload;

/**
 * One line of the comparison: a workload, and what Orbis must reach against tgt.
 *
 * @param name        what reports call it.
 * @param backing     what Orbis's disk is made of.
 * @param block       bytes of each I/O.
 * @param readPercent share of reads.
 * @param pattern     order on the disk.
 * @param depth       I/Os under way in the one session.
 * @param metric      what is compared.
 * @param spinning    whether Orbis's agents spin when idle.
 * @param floor       least ratio to tgt, or for latency the most.
 */
public record Cell(
    String name, Backing backing, int block, int readPercent, AddressPattern.Kind pattern, int depth, Metric metric,
    boolean spinning, double floor) {

    /** What is compared. */
    public enum Metric {
        /** I/Os a second: more is better. */
        IOPS,
        /** Median latency: less is better. */
        LATENCY
    }

    private static final int K = 1024;

    /** The cells that are measured side by side with tgt. */
    public static List<Cell> all() {
        return List.of(
            throughput("4 KiB random read, file", Backing.TMPFS, 4 * K, 100, 4),
            throughput("4 KiB random read, memory", Backing.MEMORY, 4 * K, 100, 4.5),
            throughput("4 KiB random write, file", Backing.TMPFS, 4 * K, 0, 3.5),
            latency("4 KiB random read, depth 1, sleeping when idle", false, 0.45),
            latency("4 KiB random read, depth 1, spinning", true, 0.27),
            throughput("64 KiB random read, file", Backing.TMPFS, 64 * K, 100, 2.2),
            throughput("64 KiB random read, memory", Backing.MEMORY, 64 * K, 100, 4.5),
            throughput("64 KiB random write, file", Backing.TMPFS, 64 * K, 0, 1.6),
            throughput("64 KiB random write, memory", Backing.MEMORY, 64 * K, 0, 1.9),
            sequential("256 KiB sequential read, file", Backing.TMPFS, 2.3),
            sequential("256 KiB sequential read, memory", Backing.MEMORY, 3.6),
            throughput("4 KiB random read, disk with O_DIRECT", Backing.DISK, 4 * K, 100, 1.35));
    }

    /** The cell of a name. */
    static Cell named(final String name) {
        return all().stream().filter(cell -> cell.name().equals(name)).findFirst().orElseThrow();
    }

    private static Cell throughput(
        final String name, final Backing backing, final int block, final int readPercent, final double floor) {
        return new Cell(
            name, backing, block, readPercent, AddressPattern.Kind.RANDOM, 32, Metric.IOPS, false, floor);
    }

    private static Cell latency(final String name, final boolean spinning, final double floor) {
        return new Cell(
            name, Backing.TMPFS, 4 * K, 100, AddressPattern.Kind.RANDOM, 1, Metric.LATENCY, spinning, floor);
    }

    private static Cell sequential(final String name, final Backing backing, final double floor) {
        return new Cell(
            name, backing, 256 * K, 100, AddressPattern.Kind.SEQUENTIAL, 32, Metric.IOPS, false, floor);
    }

    /** What tgt's disk is made of. */
    public Backing baseline() {
        return backing == Backing.MEMORY ? Backing.TMPFS : backing;
    }

    /**
     * The workload for the load generator, on the initiator's side as a storage network would have it: TCP without
     * pacing. For latency the initiator polls, so that what is measured is the target's time to wake, not its own.
     */
    public Workload workload(final Duration warmUp, final Duration duration) {
        return new Workload().block(block).readPercent(readPercent).pattern(pattern).depth(depth)
            .warmUp(warmUp).duration(duration).congestion("cubic").spin(metric == Metric.LATENCY);
    }

    /** Whether a ratio reaches the floor. */
    public boolean reached(final double ratio) {
        return metric == Metric.LATENCY ? ratio <= floor : ratio >= floor;
    }
}
