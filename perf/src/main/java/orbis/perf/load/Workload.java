package orbis.perf.load;

import java.time.Duration;
import picocli.CommandLine.Option;

/** What the load generator does: how many sessions, which I/O, how fast, how long. Defaults suit a first look. */
public final class Workload {
    /** Most I/Os that one session has under way. */
    public static final int MAX_DEPTH = 1024;
    /** Most sessions of one run. */
    public static final int MAX_SESSIONS = 100_000;
    /** Longest I/O, in bytes. */
    public static final int MAX_BLOCK = 8 << 20;

    private static final int ALL = -1;
    private static final String SYSTEM = "system";

    @Option(names = "--sessions", paramLabel = "N", defaultValue = "1",
        description = "Sessions, spread over the URLs in turn (default ${DEFAULT-VALUE}).")
    private int sessions = 1;
    @Option(names = "--active", paramLabel = "N", defaultValue = "-1",
        description = "Sessions that do I/O, the others stay idle (default: all).")
    private int active = ALL;
    @Option(names = "--depth", paramLabel = "N", defaultValue = "32",
        description = "I/Os under way in each session (default ${DEFAULT-VALUE}).")
    private int depth = 32;
    @Option(names = "--block", paramLabel = "SIZE", defaultValue = "4k", converter = Quantities.Bytes.class,
        description = "Bytes of each I/O: 4k, 64k, 1m (default ${DEFAULT-VALUE}).")
    private long block = 4096;
    @Option(names = "--read", paramLabel = "PERCENT", defaultValue = "100",
        description = "Share of reads, the rest are writes (default ${DEFAULT-VALUE}).")
    private int readPercent = 100;
    @Option(names = "--pattern", paramLabel = "ORDER", defaultValue = "RANDOM",
        description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private AddressPattern.Kind pattern = AddressPattern.Kind.RANDOM;
    @Option(names = "--zipf-theta", paramLabel = "THETA", defaultValue = "1.1",
        description = "Skew of the zipf pattern (default ${DEFAULT-VALUE}).")
    private double theta = 1.1;
    @Option(names = "--range", paramLabel = "SIZE", defaultValue = "0", converter = Quantities.Bytes.class,
        description = "Bytes of the disk to use, from its start (default: all).")
    private long range;
    @Option(names = "--rate", paramLabel = "IOPS", defaultValue = "0",
        description = "Open loop: start so many I/Os a second in all, whether or not earlier ones have ended, and "
            + "measure from the time each was due. 0: closed loop, as fast as answers come (default).")
    private long rate;
    @Option(names = "--warm-up", paramLabel = "TIME", defaultValue = "2s", converter = Quantities.Time.class,
        description = "Time before measuring begins (default ${DEFAULT-VALUE}).")
    private Duration warmUp = Duration.ofSeconds(2);
    @Option(names = "--duration", paramLabel = "TIME", defaultValue = "10s", converter = Quantities.Time.class,
        description = "Time to measure (default ${DEFAULT-VALUE}).")
    private Duration duration = Duration.ofSeconds(10);
    @Option(names = "--count", paramLabel = "N", defaultValue = "0",
        description = "End after so many I/Os, though the time is not over (default: no such end).")
    private long count;
    @Option(names = "--threads", paramLabel = "N", defaultValue = "1",
        description = "Threads, one a core is enough (default ${DEFAULT-VALUE}).")
    private int threads = 1;
    @Option(names = "--verify",
        description = "Write blocks that tell their LBA and generation, and check every block read that was written.")
    private boolean verify;
    @Option(names = "--fua", description = "Set FUA: writes reach the medium before they are answered.")
    private boolean fua;
    @Option(names = "--header-digest", description = "CRC32C over headers.")
    private boolean headerDigest;
    @Option(names = "--data-digest", description = "CRC32C over data.")
    private boolean dataDigest;
    @Option(names = "--spin", description = "Poll without a pause: takes a whole core, for the lowest latency.")
    private boolean spin;
    @Option(names = "--reconnect", paramLabel = "TIME", defaultValue = "0s", converter = Quantities.Time.class,
        description = "Log in again when the target goes away, for so long, and repeat what was under way "
            + "(default: a lost connection ends the run).")
    private Duration reconnect = Duration.ZERO;
    @Option(names = "--initiator", paramLabel = "IQN", defaultValue = "iqn.2022-07.san.iscsi:bench",
        description = "Name of the initiator (default ${DEFAULT-VALUE}).")
    private String initiator = "iqn.2022-07.san.iscsi:bench";
    @Option(names = "--congestion", paramLabel = "NAME", defaultValue = SYSTEM,
        description = "TCP congestion control of the initiator's side (default: the system's).")
    private String congestion = SYSTEM;
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
        description = "The same seed gives the same I/O (default ${DEFAULT-VALUE}).")
    private int seed = 1;

    /** TCP congestion control of the initiator's side; null for the system's. */
    public String congestion() {
        return congestion.equals(SYSTEM) ? null : congestion;
    }

    /** TCP congestion control of the initiator's side, or "system". */
    public Workload congestion(final String value) {
        congestion = value;
        return this;
    }

    /** Sessions in all. */
    public int sessions() {
        return sessions;
    }

    /** Sessions in all. */
    public Workload sessions(final int value) {
        sessions = value;
        return this;
    }

    /** Sessions that do I/O. */
    public int active() {
        return active == ALL ? sessions : active;
    }

    /** Sessions that do I/O; the others only stay logged in. */
    public Workload active(final int value) {
        active = value;
        return this;
    }

    /** I/Os under way in each session. */
    public int depth() {
        return depth;
    }

    /** I/Os under way in each session. */
    public Workload depth(final int value) {
        depth = value;
        return this;
    }

    /** Bytes of each I/O. */
    public int block() {
        return (int) block;
    }

    /** Bytes of each I/O. */
    public Workload block(final long value) {
        block = value;
        return this;
    }

    /** Share of reads, 0 to 100. */
    public int readPercent() {
        return readPercent;
    }

    /** Share of reads, 0 to 100. */
    public Workload readPercent(final int value) {
        readPercent = value;
        return this;
    }

    /** Order in which the disk is visited. */
    public AddressPattern.Kind pattern() {
        return pattern;
    }

    /** Order in which the disk is visited. */
    public Workload pattern(final AddressPattern.Kind value) {
        pattern = value;
        return this;
    }

    /** Skew of the zipf pattern. */
    public double theta() {
        return theta;
    }

    /** Bytes of the disk that are used, 0 for all. */
    public long range() {
        return range;
    }

    /** Bytes of the disk that are used, 0 for all. */
    public Workload range(final long value) {
        range = value;
        return this;
    }

    /** I/Os a second in all, 0 for the closed loop. */
    public long rate() {
        return rate;
    }

    /** I/Os a second in all, 0 for the closed loop. */
    public Workload rate(final long value) {
        rate = value;
        return this;
    }

    /** Time before measuring begins. */
    public Duration warmUp() {
        return warmUp;
    }

    /** Time before measuring begins. */
    public Workload warmUp(final Duration value) {
        warmUp = value;
        return this;
    }

    /** Time to measure. */
    public Duration duration() {
        return duration;
    }

    /** Time to measure. */
    public Workload duration(final Duration value) {
        duration = value;
        return this;
    }

    /** I/Os after which the run ends, 0 for no such end. */
    public long count() {
        return count;
    }

    /** I/Os after which the run ends, 0 for no such end. */
    public Workload count(final long value) {
        count = value;
        return this;
    }

    /** Threads that do the work. */
    public int threads() {
        return Math.min(threads, sessions);
    }

    /** Threads that do the work. */
    public Workload threads(final int value) {
        threads = value;
        return this;
    }

    /** Whether blocks are written with a pattern and checked. */
    public boolean verify() {
        return verify;
    }

    /** Whether blocks are written with a pattern and checked. */
    public Workload verify(final boolean value) {
        verify = value;
        return this;
    }

    /** Whether writes carry FUA. */
    public boolean fua() {
        return fua;
    }

    /** Whether writes carry FUA. */
    public Workload fua(final boolean value) {
        fua = value;
        return this;
    }

    /** Whether headers carry a digest. */
    public boolean headerDigest() {
        return headerDigest;
    }

    /** Whether data carries a digest. */
    public boolean dataDigest() {
        return dataDigest;
    }

    /** Whether headers and data carry digests. */
    public Workload digests(final boolean header, final boolean data) {
        headerDigest = header;
        dataDigest = data;
        return this;
    }

    /** Whether threads poll without a pause. */
    public boolean spin() {
        return spin;
    }

    /** Whether threads poll without a pause. */
    public Workload spin(final boolean value) {
        spin = value;
        return this;
    }

    /** How long to try to log in again after a connection was lost; zero: not at all. */
    public Duration reconnect() {
        return reconnect;
    }

    /** How long to try to log in again after a connection was lost; zero: not at all. */
    public Workload reconnect(final Duration value) {
        reconnect = value;
        return this;
    }

    /** Name of the initiator. */
    public String initiator() {
        return initiator;
    }

    /** Name of the initiator. */
    public Workload initiator(final String value) {
        initiator = value;
        return this;
    }

    /** Start of all pseudo-random choices. */
    public int seed() {
        return seed;
    }

    /** Start of all pseudo-random choices. */
    public Workload seed(final int value) {
        seed = value;
        return this;
    }

    /**
     * Checks every value against its bounds.
     *
     * @return this.
     * @throws IllegalArgumentException naming the option, the value and the bounds.
     */
    public Workload conclude() {
        within("--sessions", sessions, 1, MAX_SESSIONS);
        within("--active", active(), 0, sessions);
        within("--depth", depth, 1, MAX_DEPTH);
        within("--block", block, 512, MAX_BLOCK);
        within("--read", readPercent, 0, 100);
        within("--rate", rate, 0, 100_000_000);
        within("--count", count, 0, Long.MAX_VALUE);
        within("--threads", threads, 1, 256);
        if (block % 512 != 0) {
            throw new IllegalArgumentException("--block " + block + " is no multiple of 512");
        }
        return this;
    }

    private static void within(final String name, final long value, final long low, final long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " " + value + " is not in " + low + ".." + high);
        }
    }
}
