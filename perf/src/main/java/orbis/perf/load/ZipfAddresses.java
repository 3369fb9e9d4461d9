package orbis.perf.load;

/**
 * Rank k is drawn with a probability in proportion to 1/k^theta, by rejection-inversion (Hörmann and Derflinger,
 * "Rejection-inversion to generate variates from monotone discrete distributions", 1996): no table, so a disk of
 * any size costs the same. Ranks are scattered over the disk, so that hot units are no neighbours.
 */
final class ZipfAddresses implements AddressPattern {
    /** A prime above the count of units, so co-prime to it, so that scattering is one to one. */
    private static final long SCATTER = 0x7FFFFFEDL;

    private final long units;
    private final double theta;
    private final double integralOfFirst;
    private final double integralOfLast;
    private final double sure;
    private long state;

    ZipfAddresses(final long units, final double theta, final long seed) {
        if (!(theta > 0) || theta == 1) {
            throw new IllegalArgumentException("skew " + theta + " is not above 0 and other than 1");
        }
        if (units >= SCATTER) {
            throw new IllegalArgumentException(units + " units are more than a zipf pattern covers: " + (SCATTER - 1));
        }
        this.units = units;
        this.theta = theta;
        this.state = seed;
        this.integralOfFirst = integral(1.5) - 1;
        this.integralOfLast = integral(units + 0.5);
        this.sure = 2 - inverse(integral(2.5) - Math.pow(2, -theta));
    }

    @Override
    public long next() {
        return rank() * SCATTER % units;
    }

    /** The next rank, from 0, which is the hottest. */
    long rank() {
        while (true) {
            state += Bits.GOLDEN_GAMMA;
            final double u = integralOfLast + Bits.fraction(Bits.mix(state)) * (integralOfFirst - integralOfLast);
            final double x = inverse(u);
            final long k = Math.min(Math.max((long) (x + 0.5), 1), units);
            if (k - x <= sure || u >= integral(k + 0.5) - Math.pow(k, -theta)) {
                return k - 1;
            }
        }
    }

    private double integral(final double x) {
        return (Math.pow(x, 1 - theta) - 1) / (1 - theta);
    }

    private double inverse(final double y) {
        return Math.pow(Math.max(y * (1 - theta) + 1, 0), 1 / (1 - theta));
    }
}
