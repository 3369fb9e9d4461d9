package orbis.perf.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orbis.perf.load.TargetUrl;
import orbis.perf.process.Commands;

/** libiscsi's {@code iscsi-perf}: reads, from one session. */
public final class IscsiPerf {
    private static final Pattern AVERAGE = Pattern.compile("iops average (\\d+) \\(\\d+ MB/s\\)");
    private static final int BLOCK_LENGTH = 512;
    /**
     * It takes memory for each I/O and frees it again. The C library then gives long pieces back to the kernel, which
     * has to clear them for the next I/O: that would be all that is measured at 256 KiB (mallopt(3)).
     */
    private static final Map<String, String> KEEP_MEMORY = Map.of("MALLOC_MMAP_THRESHOLD_", Integer.toString(1 << 30),
        "MALLOC_TRIM_THRESHOLD_", Long.toString(1L << 32), "MALLOC_TOP_PAD_", Integer.toString(64 << 20));

    private IscsiPerf() {
    }

    /**
     * Reads for a while.
     *
     * @param url     logical unit with blocks of 512 bytes.
     * @param depth   requests under way.
     * @param length  bytes of each request.
     * @param random  whether at random, else one after the other.
     * @param seconds how long.
     * @return I/Os a second, over the whole time.
     */
    public static double run(
        final TargetUrl url, final int depth, final int length, final boolean random, final int seconds) {
        final List<String> command = new ArrayList<>(List.of("iscsi-perf", "-m", Integer.toString(depth),
            "-b", Integer.toString(length / BLOCK_LENGTH), "-t", Integer.toString(seconds)));
        if (random) {
            command.add("-r");
        }
        command.add(url.toString());
        return parse(Commands.run(Duration.ofSeconds(seconds + 30L), KEEP_MEMORY, command).require());
    }

    /**
     * Finds the result in what the program wrote.
     *
     * @param output of iscsi-perf 1.19: lines that overwrite each other by carriage returns, the last is the result.
     * @return I/Os a second.
     * @throws IllegalStateException when there is no result.
     */
    static double parse(final String output) {
        final Matcher average = AVERAGE.matcher(output);
        double iops = -1;
        while (average.find()) {
            iops = Double.parseDouble(average.group(1));
        }
        if (iops < 0) {
            throw new IllegalStateException("iscsi-perf gave no result: " + output.strip());
        }
        return iops;
    }
}
