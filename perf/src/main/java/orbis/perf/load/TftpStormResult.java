package orbis.perf.load;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a storm.
 *
 * @param clients    machines.
 * @param bytes      that they received, each byte of a file once.
 * @param elapsedNs  from the first switch to the last byte.
 * @param medianNs   time of the machine in the middle.
 * @param slowestNs  time of the slowest machine.
 * @param worstRatio of the slowest machine to the median of those that behave alike.
 * @param timeouts   packets that machines sent again as nothing came.
 * @param unexpected blocks that came twice or too early.
 * @param failures   how often each failure came.
 */
public record TftpStormResult(
    int clients, long bytes, long elapsedNs, long medianNs, long slowestNs, double worstRatio, long timeouts,
    long unexpected, Map<String, Integer> failures) {
    private static final double NS_PER_S = 1e9;

    static TftpStormResult of(
        final List<TftpStormClient> clients, final long elapsedNs, final long timeouts, final long unexpected) {
        final Map<String, Integer> failures = new TreeMap<>();
        for (final TftpStormClient client : clients) {
            if (client.failure() != null) {
                failures.merge(client.shape().name() + ": " + client.failure(), 1, Integer::sum);
            }
        }
        final long[] times = times(clients);
        final double worst = clients.stream().map(TftpStormClient::shape).distinct().mapToDouble(shape -> {
            final long[] alike = times(clients.stream().filter(client -> client.shape() == shape).toList());
            return (double) alike[alike.length - 1] / alike[alike.length / 2];
        }).max().orElse(0);
        return new TftpStormResult(clients.size(), clients.stream().mapToLong(TftpStormClient::received).sum(),
            elapsedNs, times[times.length / 2], times[times.length - 1], worst, timeouts, unexpected, failures);
    }

    private static long[] times(final List<TftpStormClient> clients) {
        final long[] times = clients.stream().mapToLong(TftpStormClient::elapsedNs).toArray();
        Arrays.sort(times);
        return times;
    }

    /** Bytes that arrived in a second. */
    public double bytesPerSecond() {
        return bytes / (elapsedNs / NS_PER_S);
    }
}
