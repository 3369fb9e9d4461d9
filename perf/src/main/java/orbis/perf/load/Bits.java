package orbis.perf.load;

/** Pseudo-random bits: Steele, Lea and Flood's SplitMix64 (OOPSLA 2014). */
final class Bits {
    static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Bits() {
    }

    /** Spreads a value over all 64 bits, one to one. */
    static long mix(final long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The value as a fraction in [0, 1). */
    static double fraction(final long value) {
        return (value >>> 11) * 0x1.0p-53;
    }

    /** The value brought below a bound without a division: the high half of their product. */
    static long below(final long bound, final long value) {
        return Math.multiplyHigh(value >>> 1, bound << 1);
    }
}
