package orbis.perf.peer;

/** A report as one HTML page, with a latency curve for each cell. */
final class HtmlReport {
    private static final int LOWEST_DECADE = 0;
    private static final int HIGHEST_DECADE = 5;
    private static final String STYLE = """
        body { font: 15px/1.5 sans-serif; margin: 2em auto; max-width: 72em; color: #222 }
        table { border-collapse: collapse; margin: 1em 0 }
        th, td { padding: .25em .7em; border-bottom: 1px solid #ddd; text-align: right }
        th:first-child, td:first-child, th:nth-child(2), td:nth-child(2) { text-align: left }
        .missed { background: #fbe3dc }
        figure { display: inline-block; width: 34em; margin: 0 1em 1em 0 }
        """;

    private HtmlReport() {
    }

    static String of(final Report report) {
        final StringBuilder html = new StringBuilder("<!doctype html>\n<html lang='en'><meta charset='utf-8'>")
            .append("<title>Orbis beside tgt</title>\n<style>\n").append(STYLE).append("</style>\n")
            .append("<h1>Orbis beside tgt</h1>\n<p>").append(escape(report.machine())).append("<br>")
            .append(escape(report.taken())).append("</p>\n");
        tables(html, TextReport.of(report));
        if (!report.growth().isEmpty()) {
            html.append("<h2>Cost of an I/O over sessions</h2>\n<figure>")
                .append(GrowthChart.svg(report.growth())).append("</figure>\n");
        }
        html.append("<h2>Latency</h2>\n<p>Share of I/Os that were answered within a time.</p>\n");
        for (final CellResult result : report.cells()) {
            if (result.orbis().latencies() != null) {
                html.append("<figure>").append(chart(result)).append("<figcaption>")
                    .append(escape(result.cell().name())).append("</figcaption></figure>\n");
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
                    html.append("<td>").append(escape(field)).append("</td>");
                }
                html.append("</tr>\n");
            } else if (!row && !line.isBlank()) {
                html.append("<p>").append(escape(line)).append("</p>\n");
            }
        }
        if (inTable) {
            html.append("</table>\n");
        }
    }

    static String escape(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
