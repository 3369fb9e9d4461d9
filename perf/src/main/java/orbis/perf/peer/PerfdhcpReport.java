package orbis.perf.peer;

import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What perfdhcp saw, run with {@code -x t}.
 *
 * @param discovers how many DISCOVERs it sent.
 * @param leases    how many ACKs came.
 * @param spanS     from the first packet sent to the last ACK, in seconds.
 * @param offerUs   times from DISCOVER to OFFER in microseconds, sorted.
 * @param ackUs     times from REQUEST to ACK in microseconds, sorted.
 */
record PerfdhcpReport(int discovers, int leases, double spanS, long[] offerUs, long[] ackUs) {
    private static final Pattern SENT =
        Pattern.compile("Statistics for: DISCOVER-OFFER\\*\\*\\*\nsent packets: (\\d+)");
    private static final Pattern TIMES =
        Pattern.compile("sent / received: (\\d+)\\.(\\d{6}) / (\\d+)\\.(\\d{6})");
    private static final String OFFERS = "Timestamps for packets: DISCOVER-OFFER";
    private static final String ACKS = "Timestamps for packets: REQUEST-ACK";
    private static final double US_PER_S = 1e6;
    private static final int PERCENT = 100;

    /**
     * Reads a report.
     *
     * @param text that perfdhcp printed.
     * @throws IllegalArgumentException when it is none.
     */
    static PerfdhcpReport parse(final String text) {
        final Matcher sent = SENT.matcher(text);
        final int offers = text.indexOf(OFFERS);
        final int acks = text.indexOf(ACKS);
        if (!sent.find() || offers < 0 || acks < offers) {
            throw new IllegalArgumentException("no report of perfdhcp -x t: " + text);
        }
        final long[][] offered = times(text.substring(offers, acks));
        final long[][] acknowledged = times(text.substring(acks));
        final long first = Arrays.stream(offered).mapToLong(pair -> pair[0]).min().orElse(0);
        final long last = Arrays.stream(acknowledged).mapToLong(pair -> pair[1]).max().orElse(0);
        return new PerfdhcpReport(Integer.parseInt(sent.group(1)), acknowledged.length, (last - first) / US_PER_S,
            delays(offered), delays(acknowledged));
    }

    private static long[][] times(final String text) {
        return TIMES.matcher(text).results()
            .map(match -> new long[] {us(match, 1), us(match, 3)}).toArray(long[][]::new);
    }

    private static long us(final MatchResult match, final int group) {
        return Long.parseLong(match.group(group)) * (long) US_PER_S + Long.parseLong(match.group(group + 1));
    }

    private static long[] delays(final long[][] times) {
        return Arrays.stream(times).mapToLong(pair -> pair[1] - pair[0]).sorted().toArray();
    }

    /** Leases a second. */
    double rate() {
        return leases == 0 ? 0 : leases / spanS;
    }

    /** Percentage of those who asked that got no lease. */
    double lostPercent() {
        return discovers == 0 ? 0 : (double) (discovers - leases) * PERCENT / discovers;
    }

    /**
     * A percentile of sorted times.
     *
     * @param sortedUs in microseconds.
     * @param percent  0 to 100.
     * @return microseconds, 0 when there are none.
     */
    static long percentile(final long[] sortedUs, final double percent) {
        return sortedUs.length == 0 ? 0
            : sortedUs[(int) Math.min(sortedUs.length - 1, Math.ceil(sortedUs.length * percent / PERCENT))];
    }
}
