package orbis.perf.peer;

import java.io.IOException;
import java.util.function.Supplier;

/** Measures again when too much of the machine's time was stolen meanwhile; the least disturbed counts. */
final class Undisturbed {
    private static final double MOST_STOLEN = 0.02;
    private static final int TRIES = 4;

    private final Supplier<StolenTime> clock;
    private double worst;

    /** With the machine's own account. */
    Undisturbed() {
        this(StolenTime::begin);
    }

    /**
     * With any account.
     *
     * @param clock begins to count.
     */
    Undisturbed(final Supplier<StolenTime> clock) {
        this.clock = clock;
    }

    /** What is measured. */
    @FunctionalInterface
    interface Trial<T> {
        /** Returns what came out. */
        T run() throws IOException, InterruptedException;
    }

    <T> T take(final Trial<T> trial) throws IOException, InterruptedException {
        T best = null;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < TRIES && least > MOST_STOLEN; i++) {
            final StolenTime stolen = clock.get();
            final T result = trial.run();
            final double share = stolen.share();
            if (share < least) {
                least = share;
                best = result;
            }
        }
        worst = Math.max(worst, least);
        return best;
    }

    /** The largest share of time that was stolen while anything that counts was measured, from 0 to 1. */
    double worst() {
        return worst;
    }
}
