package orbis.perf.peer;

import java.util.Locale;

/** A report as a table in Markdown, which reads well on a console too. */
final class TextReport {
    private static final double BYTES_PER_GB = 1e9;

    private TextReport() {
    }

    static String of(final Report report) {
        final StringBuilder text = new StringBuilder();
        text.append(report.machine()).append('\n').append(report.taken()).append("\n\n");
        row(text, "cell", "initiator", "tgt", "Orbis", "ratio", "floor", "CPU-s/100k tgt", "Orbis", "");
        row(text, "---", "---", "---:", "---:", "---:", "---:", "---:", "---:", "---");
        for (final CellResult result : report.cells()) {
            final Cell cell = result.cell();
            row(text, cell.name(), result.initiator(), value(cell, result.tgt()), value(cell, result.orbis()),
                result.tgt() == null ? "-" : format("%.2f", result.ratio()),
                (cell.metric() == Cell.Metric.LATENCY ? "<= " : ">= ") + cell.floor(),
                cpu(result.tgt()), cpu(result.orbis()), result.missed() ? "MISSED" : "");
        }
        findings(text, report);
        growth(text, report);
        return text.toString();
    }

    private static void findings(final StringBuilder text, final Report report) {
        if (report.findings().isEmpty()) {
            return;
        }
        text.append('\n');
        row(text, "figure", "", "bound", "");
        row(text, "---", "---:", "---:", "---");
        for (final Finding finding : report.findings()) {
            row(text, finding.name(), finding.text(), finding.boundText(), finding.missed() ? "MISSED" : "");
        }
    }

    private static void growth(final StringBuilder text, final Report report) {
        if (report.growth().isEmpty()) {
            return;
        }
        text.append('\n');
        row(text, "sessions", "target", "IOPS", "p50 us", "CPU-s/100k");
        row(text, "---:", "---", "---:", "---:", "---:");
        for (final GrowthPoint point : report.growth()) {
            row(text, format("%,d", point.sessions()), point.peer(),
                format("%,.0f", point.measured().iops()), format("%,.0f", point.measured().latencyUs()),
                format("%.2f", point.measured().cpuPer100k()));
        }
    }

    private static String value(final Cell cell, final Measurement measured) {
        if (measured == null) {
            return "-";
        }
        if (cell.metric() == Cell.Metric.LATENCY) {
            return format("%.1f us", measured.latencyUs());
        }
        return cell.block() <= 4096 ? format("%,.0f IOPS", measured.iops())
            : format("%.2f GB/s", measured.iops() * cell.block() / BYTES_PER_GB);
    }

    private static String cpu(final Measurement measured) {
        return measured == null ? "-" : format("%.2f", measured.cpuPer100k());
    }

    private static void row(final StringBuilder text, final String... fields) {
        text.append("| ").append(String.join(" | ", fields)).append(" |\n");
    }

    private static String format(final String form, final Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
