package orbis.perf.load;

/** One unit after the other, then from the start again. */
final class SequentialAddresses implements AddressPattern {
    private final long units;
    private long next;

    SequentialAddresses(final long units, final long first) {
        this.units = units;
        this.next = first;
    }

    @Override
    public long next() {
        final long unit = next;
        next = unit + 1 == units ? 0 : unit + 1;
        return unit;
    }
}
