package orbis.perf;

/** The command line of the benchmarks. */
public final class Bench {
    private Bench() {
    }

    /**
     * Runs one benchmark.
     *
     * @param args command and its arguments.
     */
    public static void main(final String[] args) {
    }
}
