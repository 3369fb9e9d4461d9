package orbis.perf.peer;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orbis.perf.load.TargetUrl;
import orbis.perf.process.Commands;

/** {@code qemu-img bench} over QEMU's libiscsi driver: writes from one session, which iscsi-perf cannot. */
public final class QemuBench {
    private static final Pattern SECONDS = Pattern.compile("Run completed in ([0-9.]+) seconds");
    /** Requests are scattered by a step that is a prime count of requests. */
    private static final long SCATTER = 7919;

    private QemuBench() {
    }

    /**
     * Writes, scattered over the disk.
     *
     * @param url    logical unit.
     * @param depth  requests under way.
     * @param length bytes of each request.
     * @param count  requests.
     * @return I/Os a second.
     */
    public static double write(final TargetUrl url, final int depth, final int length, final long count) {
        final List<String> command = List.of("qemu-img", "bench", "-f", "raw", "-n", "-t", "none", "-w",
            "-c", Long.toString(count), "-d", Integer.toString(depth), "-s", Integer.toString(length),
            "-S", Long.toString(length * SCATTER), url.toString());
        return count / parse(Commands.run(Duration.ofMinutes(3), command).require());
    }

    /**
     * Finds the time in what the program wrote.
     *
     * @param output of qemu-img 7.2.
     * @return seconds.
     * @throws IllegalStateException when there is no result.
     */
    static double parse(final String output) {
        final Matcher seconds = SECONDS.matcher(output);
        if (!seconds.find()) {
            throw new IllegalStateException("qemu-img bench gave no result: " + output.strip());
        }
        return Double.parseDouble(seconds.group(1));
    }
}
