package orbis.perf.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What a soak has shown, and what of it is wrong. */
record SoakVerdict(
    List<SoakSample> samples, List<CollectorLog.Pause> pauses, int descriptorsBefore, int descriptorsAfter,
    List<String> faults) {
    private static final long MIB = 1 << 20;
    /** What may come and go: noise of the collector and of pages that are used for the first time. */
    private static final long SLACK_BYTES = 2 * MIB;
    private static final double SLACK_SHARE = 0.05;

    /** All that is wrong, a sentence each; empty when the server may run for ever. */
    List<String> complaints(final double longestPauseMs) {
        final List<String> complaints = new ArrayList<>(faults);
        grown("live heap", SoakSample::heapBytes, complaints);
        grown("memory off the heap", SoakSample::offHeapBytes, complaints);
        if (descriptorsAfter > descriptorsBefore) {
            complaints.add(descriptorsBefore + " descriptors before, " + descriptorsAfter + " after");
        }
        final double longest = longestPauseMs();
        if (longest > longestPauseMs) {
            complaints.add(String.format(
                Locale.ROOT, "a pause of %.2f ms, where %.2f are allowed", longest, longestPauseMs));
        }
        return complaints;
    }

    /** Longest stop of all threads, in milliseconds. */
    double longestPauseMs() {
        return pauses.stream().mapToDouble(CollectorLog.Pause::ms).max().orElse(0);
    }

    /** The second quarter of the time against the last: what is made once, at first use, has been made by then. */
    private void grown(final String what, final ToLongFunction<SoakSample> of, final List<String> complaints) {
        final int count = samples.size();
        if (count < 4) {
            return;
        }
        final long early = median(samples.subList(count / 4, count / 2), of);
        final long late = median(samples.subList(count * 3 / 4, count), of);
        if (late - early > SLACK_BYTES + (long) (early * SLACK_SHARE)) {
            complaints.add(String.format(Locale.ROOT, "%s grew from %.1f to %.1f MiB", what,
                (double) early / MIB, (double) late / MIB));
        }
    }

    private static long median(final List<SoakSample> samples, final ToLongFunction<SoakSample> of) {
        return samples.stream().mapToLong(of).sorted().skip(samples.size() / 2).findFirst().orElseThrow();
    }
}
