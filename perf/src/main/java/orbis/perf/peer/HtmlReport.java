package orbis.perf.peer;

import orbis.perf.report.Html;
import orbis.perf.report.LatencyChart;

/** A report as one HTML page, with a latency curve for each cell. */
final class HtmlReport {
    private static final int LOWEST_DECADE = 0;
    private static final int HIGHEST_DECADE = 5;

    private HtmlReport() {
    }

    static String of(final Report report) {
        final StringBuilder html = new StringBuilder(Html.head("Orbis beside tgt"))
            .append("<p>").append(Html.escape(report.machine())).append("<br>")
            .append(Html.escape(report.taken())).append("</p>\n");
        tables(html, TextReport.of(report));
        if (!report.growth().isEmpty()) {
            html.append("<h2>Cost of an I/O over sessions</h2>\n<figure>")
                .append(GrowthChart.svg(report.growth())).append("</figure>\n");
        }
        html.append("<h2>Latency</h2>\n<p>Share of I/Os that were answered within a time.</p>\n");
        for (final CellResult result : report.cells()) {
            if (result.orbis().latencies() != null) {
                html.append("<figure>").append(chart(result)).append("<figcaption>")
                    .append(Html.escape(result.cell().name())).append("</figcaption></figure>\n");
            }
        }
        return html.append("</html>\n").toString();
    }

    private static String chart(final CellResult result) {
        final LatencyChart chart = new LatencyChart(LOWEST_DECADE, HIGHEST_DECADE);
        if (result.tgt() != null) {
            chart.add("tgt", result.tgt().latencies());
        }
        return chart.add("Orbis", result.orbis().latencies()).svg();
    }

    /** The tables and sentences of the text report, which come after its two lines of heading. */
    private static void tables(final StringBuilder html, final String text) {
        boolean inTable = false;
        for (final String line : text.lines().skip(2).toList()) {
            final boolean row = line.startsWith("| ");
            if (row && !inTable) {
                html.append("<table>\n");
            } else if (!row && inTable) {
                html.append("</table>\n");
            }
            inTable = row;
            if (row && !line.startsWith("| ---")) {
                html.append(line.contains("MISSED") ? "<tr class='missed'>" : "<tr>");
                for (final String field : line.substring(2, line.length() - 2).split(" \\| ", -1)) {
                    html.append("<td>").append(Html.escape(field)).append("</td>");
                }
                html.append("</tr>\n");
            } else if (!row && !line.isBlank()) {
                html.append("<p>").append(Html.escape(line)).append("</p>\n");
            }
        }
        if (inTable) {
            html.append("</table>\n");
        }
    }
}
