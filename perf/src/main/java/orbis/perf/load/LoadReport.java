package orbis.perf.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import orbis.perf.report.Html;
import orbis.perf.report.Json;
import orbis.perf.report.LatencyChart;
import orbis.perf.report.Percentiles;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * A run on paper, in a folder: {@code load.json} for other programs, {@code load.html} with curves of latency, and
 * {@code load.hlog} for HdrHistogram's own tools, with the reads and the writes of each second (tags "read" and
 * "write"), in microseconds.
 */
final class LoadReport implements LoadObserver, AutoCloseable {
    private static final double NS_PER_US = 1e3;
    private static final double PER = 1e5;
    private static final int LOWEST_DECADE = 0;
    private static final int HIGHEST_DECADE = 6;

    private final Path folder;
    private final LoadObserver next;
    private final HistogramLogWriter log;
    private double loggedSeconds;

    LoadReport(final Path folder, final LoadObserver next) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.next = next;
        log = new HistogramLogWriter(folder.resolve("load.hlog").toFile());
        log.outputLogFormatVersion();
        log.outputLegend();
    }

    @Override
    public void connected(final int sessions) {
        next.connected(sessions);
    }

    @Override
    public void began() {
        next.began();
    }

    @Override
    public void interval(final LoadResult soFar, final Histogram reads, final Histogram writes) {
        log("read", reads, soFar.seconds());
        log("write", writes, soFar.seconds());
        loggedSeconds = soFar.seconds();
        next.interval(soFar, reads, writes);
    }

    @Override
    public void ended() {
        next.ended();
    }

    private void log(final String tag, final Histogram latencies, final double seconds) {
        if (latencies.getTotalCount() > 0) {
            latencies.setTag(tag);
            log.outputIntervalHistogram(loggedSeconds, seconds, latencies, NS_PER_US);
        }
    }

    void write(final List<String> urls, final Workload workload, final LoadResult result) throws IOException {
        Files.writeString(folder.resolve("load.json"), json(urls, workload, result));
        Files.writeString(folder.resolve("load.html"), html(urls, workload, result));
    }

    private static String json(final List<String> urls, final Workload workload, final LoadResult result) {
        final Map<String, Object> root = new LinkedHashMap<>();
        root.put("urls", urls);
        root.put("sessions", workload.sessions());
        root.put("active", workload.active());
        root.put("depth", workload.depth());
        root.put("blockBytes", workload.block());
        root.put("readPercent", workload.readPercent());
        root.put("pattern", workload.pattern().name().toLowerCase(Locale.ROOT));
        root.put("rate", workload.rate());
        root.put("seconds", result.seconds());
        root.put("iops", result.iops());
        root.put("bytesPerSecond", result.bytesPerSecond());
        root.put("clientCpuSecondsPer100k", result.cpuSeconds() / Math.max(result.count(), 1) * PER);
        root.put("errors", result.errors());
        root.put("mismatches", result.mismatches());
        root.put("messages", result.messages());
        root.put("reads", latencies(result.reads()));
        root.put("writes", latencies(result.writes()));
        return Json.of(root);
    }

    private static Map<String, Object> latencies(final Histogram latencies) {
        final Map<String, Object> out = new LinkedHashMap<>();
        out.put("count", latencies.getTotalCount());
        if (latencies.getTotalCount() > 0) {
            out.put("meanUs", latencies.getMean() / NS_PER_US);
            out.put("percentilesUs", Percentiles.us(latencies));
            out.put("maxUs", latencies.getMaxValue() / NS_PER_US);
        }
        return out;
    }

    private static String html(final List<String> urls, final Workload workload, final LoadResult result) {
        final StringBuilder html = new StringBuilder(Html.head("Load on " + String.join(", ", urls)));
        html.append("<p>").append(Html.escape(String.format(Locale.ROOT,
            "%d sessions at depth %d, blocks of %d bytes, %d %% reads, %s, %s", workload.active(), workload.depth(),
            workload.block(), workload.readPercent(), workload.pattern().name().toLowerCase(Locale.ROOT),
            workload.rate() == 0 ? "as fast as answers come" : workload.rate() + " I/Os due each second")));
        new LoadSummary(result).text().lines().forEach(line -> html.append("<br>\n").append(Html.escape(line)));
        result.messages().forEach(line -> html.append("<br>\n").append(Html.escape(line)));
        final LatencyChart chart = new LatencyChart(LOWEST_DECADE, HIGHEST_DECADE);
        curve(chart, "reads", result.reads());
        curve(chart, "writes", result.writes());
        return html.append("</p>\n<h2>Latency</h2>\n<p>Share of I/Os that were answered within a time.</p>\n<figure>")
            .append(chart.svg()).append("</figure>\n</html>\n").toString();
    }

    private static void curve(final LatencyChart chart, final String name, final Histogram latencies) {
        if (latencies.getTotalCount() > 0) {
            chart.add(name, latencies);
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
