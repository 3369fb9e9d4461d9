package orbis.perf.load;

/** Every unit as likely as any other. */
final class RandomAddresses implements AddressPattern {
    private final long units;
    private long state;

    RandomAddresses(final long units, final long seed) {
        this.units = units;
        this.state = seed;
    }

    @Override
    public long next() {
        state += Bits.GOLDEN_GAMMA;
        return Bits.below(units, Bits.mix(state));
    }
}
