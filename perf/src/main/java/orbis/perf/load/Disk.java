package orbis.perf.load;

/** A logical unit as one thread sees it: its size, the region the thread works on, and what that must hold. */
final class Disk {
    private final TargetUrl url;
    private final int blockLength;
    private final long blocks;
    private final int seed;
    private Region region;
    private int blocksPerUnit;

    /** What READ CAPACITY told. */
    Disk(final TargetUrl url, final int blockLength, final long blocks) {
        this.url = url;
        this.blockLength = blockLength;
        this.blocks = blocks;
        this.seed = url.target().hashCode() + url.lun();
    }

    /** Cuts a thread's region out of the disk: all of it, or a part of its own when data is verified. */
    void region(final int index, final Workload workload) {
        if (region == null) {
            final long whole = blockLength * blocks;
            final long bytes = workload.range() == 0 ? whole : Math.min(workload.range(), whole);
            final long units = bytes / workload.block();
            final int parts = workload.verify() ? workload.threads() : 1;
            final int part = workload.verify() ? index : 0;
            blocksPerUnit = workload.block() / blockLength;
            region = new Region(units / parts * part, units / parts, index, workload);
        }
    }

    Region region() {
        return region;
    }

    long lba(final long unit) {
        return unit * blocksPerUnit;
    }

    int blocksPerUnit() {
        return blocksPerUnit;
    }

    /** Sets what an I/O writes, or what it should find. */
    void prepare(final Tasks tasks, final int slot, final long data) {
        final long unit = tasks.unit[slot];
        final int known = region.generation(unit);
        if (tasks.write[slot]) {
            tasks.generation[slot] = known + 1;
            for (int i = 0; i < blocksPerUnit; i++) {
                DataPattern.fill(data + (long) i * blockLength, blockLength, lba(unit) + i, known + 1, seed);
            }
        } else {
            tasks.generation[slot] = known;
        }
    }

    /** Remembers what was written, or compares what was read with that. */
    void conclude(final Tasks tasks, final int slot, final long data, final boolean good, final LoadRun run) {
        final long unit = tasks.unit[slot];
        if (tasks.write[slot]) {
            // After a failed write the disk may hold either: nothing is known until the next one.
            region.generation(unit, good ? tasks.generation[slot] : 0);
        } else if (good && tasks.generation[slot] != 0) {
            for (int i = 0; i < blocksPerUnit; i++) {
                final int found =
                    DataPattern.check(data + (long) i * blockLength, blockLength, lba(unit) + i, seed);
                if (found != tasks.generation[slot]) {
                    run.mismatch(lba(unit) + i + " of " + url + " holds " + describe(found)
                        + ", written was generation " + tasks.generation[slot]);
                }
            }
        }
    }

    private static String describe(final int found) {
        return switch (found) {
            case DataPattern.DAMAGED -> "damaged data";
            case DataPattern.MISPLACED -> "the data of another block";
            default -> "generation " + found;
        };
    }
}
