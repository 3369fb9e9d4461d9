package orbis.perf.peer;

import java.util.List;
import java.util.Locale;

/** CPU time of an I/O over the number of sessions, the latter on a logarithmic axis, as SVG. */
final class GrowthChart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 280;
    private static final int LEFT = 70;
    private static final int BOTTOM = 40;
    private static final int TOP = 12;
    private static final int DECADES = 4;
    private static final int LINES = 4;
    /** CPU seconds for 100,000 I/Os are as many times ten microseconds for one. */
    private static final double US = 10;
    private static final List<String> PEERS = List.of(OrbisPeer.NAME, "tgt");
    private static final List<String> COLOURS = List.of("#1f6f8b", "#b5502b");

    private GrowthChart() {
    }

    static String svg(final List<GrowthPoint> points) {
        final double highest = points.stream().mapToDouble(GrowthChart::cost).max().orElse(1);
        final StringBuilder svg = new StringBuilder(format(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='12'>%n",
            WIDTH, HEIGHT));
        for (int decade = 0; decade <= DECADES; decade++) {
            svg.append(format("<text x='%.0f' y='%d' text-anchor='middle'>%,.0f</text>%n", x(Math.pow(10, decade)),
                HEIGHT - BOTTOM + 18, Math.pow(10, decade)));
        }
        for (int line = 0; line <= LINES; line++) {
            final double cost = highest * line / LINES;
            svg.append(format("<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' stroke='#ddd'/>%n", LEFT, y(cost, highest),
                WIDTH - 20, y(cost, highest)));
            svg.append(format("<text x='%d' y='%.0f' text-anchor='end'>%.1f us</text>%n", LEFT - 6,
                y(cost, highest) + 4, cost));
        }
        for (int i = 0; i < PEERS.size(); i++) {
            curve(svg, points, i, highest);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void curve(
        final StringBuilder svg, final List<GrowthPoint> points, final int index, final double highest) {
        final StringBuilder line = new StringBuilder();
        points.stream().filter(point -> point.peer().equals(PEERS.get(index))).forEach(point ->
            line.append(format("%.1f,%.1f ", x(point.sessions()), y(cost(point), highest))));
        svg.append(format("<polyline fill='none' stroke='%s' stroke-width='2' points='%s'/>%n",
            COLOURS.get(index), line));
        svg.append(format("<text x='%d' y='%d' fill='%s'>%s</text>%n", LEFT + 12, HEIGHT - BOTTOM - 8 - 18 * index,
            COLOURS.get(index), PEERS.get(index)));
    }

    private static double cost(final GrowthPoint point) {
        return point.measured().cpuPer100k() * US;
    }

    private static double x(final double sessions) {
        return LEFT + (WIDTH - 20.0 - LEFT) * Math.log10(sessions) / DECADES;
    }

    private static double y(final double cost, final double highest) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * cost / highest;
    }

    private static String format(final String form, final Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
