package orbis.perf.load;

/**
 * The part of a disk that one thread works on, in units of one I/O, and what was written to it. When data is
 * verified no two I/Os to a unit are under way at a time, so that what must be there is always known.
 */
final class Region {
    /** Most units that can be verified: 4 bytes of heap each. */
    static final long MAX_VERIFIED_UNITS = 64L << 20;

    private final AddressPattern addresses;
    private final long firstUnit;
    private final long units;
    private final int[] generations;
    private final long[] busy;

    /**
     * A region.
     *
     * @param firstUnit where on the disk it begins, in units.
     * @param units     how many, more than 0.
     * @param index     of the thread: each has an order of its own.
     * @param workload  gives the order and the seed, and says whether to remember what was written.
     */
    Region(final long firstUnit, final long units, final int index, final Workload workload) {
        final boolean verify = workload.verify();
        if (verify && units > MAX_VERIFIED_UNITS) {
            throw new IllegalArgumentException(units + " units cannot be verified, only " + MAX_VERIFIED_UNITS
                + ": give a --range");
        }
        this.firstUnit = firstUnit;
        this.units = units;
        this.addresses =
            AddressPattern.of(workload.pattern(), units, workload.seed() * 1_000L + index, workload.theta());
        this.generations = verify ? new int[(int) units] : null;
        this.busy = verify ? new long[(int) (units + 63 >>> 6)] : null;
    }

    /** The unit for the next I/O, on the whole disk. When verifying, it is taken until {@link #release}. */
    long take() {
        long unit = addresses.next();
        if (busy != null) {
            for (long tried = 0; busy(unit); tried++) {
                if (tried == units) {
                    throw new IllegalStateException("more I/Os under way than the range has units: " + units);
                }
                unit = unit + 1 == units ? 0 : unit + 1;
            }
            busy[(int) (unit >>> 6)] |= 1L << unit;
        }
        return firstUnit + unit;
    }

    /** Gives a unit back. */
    void release(final long unit) {
        if (busy != null) {
            final long mine = unit - firstUnit;
            busy[(int) (mine >>> 6)] &= ~(1L << mine);
        }
    }

    /** How often the unit was written; 0 when its contents are not known. */
    int generation(final long unit) {
        return generations[(int) (unit - firstUnit)];
    }

    /** A write to the unit has ended well, or may have. */
    void generation(final long unit, final int value) {
        generations[(int) (unit - firstUnit)] = value;
    }

    private boolean busy(final long unit) {
        return (busy[(int) (unit >>> 6)] & 1L << unit) != 0;
    }
}
