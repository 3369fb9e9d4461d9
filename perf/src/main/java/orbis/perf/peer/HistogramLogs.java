package orbis.perf.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** The histograms of a report in HdrHistogram's log format, for its own tools; latencies in microseconds there. */
final class HistogramLogs {
    private static final double NS_PER_US = 1e3;

    private HistogramLogs() {
    }

    static void write(final Report report, final Path folder) throws IOException {
        for (final CellResult result : report.cells()) {
            final String name = result.cell().name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            one(folder.resolve(name + ".orbis.hlog"), result.orbis());
            one(folder.resolve(name + ".tgt.hlog"), result.tgt());
        }
    }

    private static void one(final Path file, final Measurement measured) throws IOException {
        if (measured == null || measured.latencies() == null) {
            return;
        }
        final Histogram latencies = measured.latencies();
        final HistogramLogWriter log = new HistogramLogWriter(file.toFile());
        try {
            log.outputLogFormatVersion();
            log.outputLegend();
            log.outputIntervalHistogram(
                0, latencies.getTotalCount() / Math.max(measured.iops(), 1), latencies, NS_PER_US);
        } finally {
            log.close();
        }
    }
}
