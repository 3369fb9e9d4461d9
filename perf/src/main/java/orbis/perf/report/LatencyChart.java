package orbis.perf.report;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Latency over percentile, both on logarithmic axes, as SVG that needs nothing else. */
public final class LatencyChart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 280;
    private static final int LEFT = 70;
    private static final int BOTTOM = 40;
    private static final int TOP = 12;
    /** Percentiles go to as many nines. */
    private static final int NINES = 4;
    private static final int STEPS = 160;
    private static final double NS_PER_US = 1e3;
    private static final String[] COLOURS = {"#b5502b", "#1f6f8b", "#5b8c2a", "#7a4f9a"};

    private final StringBuilder lines = new StringBuilder();
    private final StringBuilder legend = new StringBuilder();
    private final int lowest;
    private final int highest;
    private int curves;

    /**
     * Makes an empty chart.
     *
     * @param lowest  latencies from 10^lowest microseconds.
     * @param highest to 10^highest.
     */
    public LatencyChart(final int lowest, final int highest) {
        this.lowest = lowest;
        this.highest = highest;
    }

    /**
     * Adds a curve; at most as many as there are colours.
     *
     * @param name      what it is of.
     * @param latencies in nanoseconds.
     * @return this.
     */
    public LatencyChart add(final String name, final Histogram latencies) {
        final String colour = COLOURS[curves % COLOURS.length];
        final StringBuilder points = new StringBuilder();
        for (int i = 0; i <= STEPS; i++) {
            final double nines = (double) NINES * i / STEPS;
            final double percentile = 100 * (1 - Math.pow(10, -nines));
            points.append(format("%.1f,%.1f ", x(nines),
                y(latencies.getValueAtPercentile(percentile) / NS_PER_US)));
        }
        lines.append(format("<polyline fill='none' stroke='%s' stroke-width='2' points='%s'/>%n", colour, points));
        legend.append(format("<text x='%d' y='%d' fill='%s'>%s</text>%n",
            LEFT + 12, TOP + 16 + 18 * curves, colour, Html.escape(name)));
        curves++;
        return this;
    }

    /** The chart. */
    public String svg() {
        final StringBuilder svg = new StringBuilder(format(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='12'>%n",
            WIDTH, HEIGHT));
        final String[] marks = {"0", "90", "99", "99.9", "99.99"};
        for (int nines = 0; nines <= NINES; nines++) {
            grid(svg, x(nines), TOP, x(nines), HEIGHT - BOTTOM);
            svg.append(format("<text x='%.0f' y='%d' text-anchor='middle'>%s %%</text>%n",
                x(nines), HEIGHT - BOTTOM + 18, marks[nines]));
        }
        for (int decade = lowest; decade <= highest; decade++) {
            final double y = y(Math.pow(10, decade));
            grid(svg, LEFT, y, WIDTH - 20, y);
            svg.append(format("<text x='%d' y='%.0f' text-anchor='end'>%s</text>%n", LEFT - 6, y + 4, unit(decade)));
        }
        return svg.append(lines).append(legend).append("</svg>\n").toString();
    }

    private static void grid(
        final StringBuilder svg, final double x1, final double y1, final double x2, final double y2) {
        svg.append(format("<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='#ddd'/>%n", x1, y1, x2, y2));
    }

    private static String unit(final int decade) {
        final double us = Math.pow(10, decade);
        return us < 1e3 ? format("%.0f us", us) : us < 1e6 ? format("%.0f ms", us / 1e3) : format("%.0f s", us / 1e6);
    }

    private static double x(final double nines) {
        return LEFT + (WIDTH - 20.0 - LEFT) * nines / NINES;
    }

    private double y(final double us) {
        final double decade = Math.log10(Math.max(us, Math.pow(10, lowest)));
        final double share = Math.min((decade - lowest) / (highest - lowest), 1);
        return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
    }

    private static String format(final String form, final Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
