package orbis.perf.load;

/** Which unit of the disk the next I/O goes to. A unit is as long as one I/O. Not thread safe. */
public interface AddressPattern {
    /** The order in which units are visited. */
    enum Kind {
        /** Every unit as likely as any other. */
        RANDOM,
        /** One after the other, then from the start again. */
        SEQUENTIAL,
        /** Few units take most of the I/O, as on a disk in daily use. */
        ZIPF
    }

    /** Unit of the next I/O, from 0 to the count of units less 1. */
    long next();

    /**
     * A pattern over so many units.
     *
     * @param kind  the order.
     * @param units more than 0.
     * @param seed  the same seed gives the same order.
     * @param theta skew of {@link Kind#ZIPF}, more than 0 and not 1; ignored by the others.
     * @return the pattern, at its start; sequential patterns of different seeds start at different units.
     */
    static AddressPattern of(final Kind kind, final long units, final long seed, final double theta) {
        if (units < 1) {
            throw new IllegalArgumentException("the disk holds no unit of the block size asked for");
        }
        return switch (kind) {
            case RANDOM -> new RandomAddresses(units, seed);
            case SEQUENTIAL -> new SequentialAddresses(units, Math.floorMod(Bits.mix(seed), units));
            case ZIPF -> new ZipfAddresses(units, theta, seed);
        };
    }
}
