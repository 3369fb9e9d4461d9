package orbis.perf.load;

import java.io.PrintWriter;
import org.HdrHistogram.Histogram;

/** One line on the console that says, every second, how the run goes. */
final class ProgressLine implements LoadObserver {
    private static final double NS_PER_US = 1e3;

    private final PrintWriter out;
    private final boolean console = System.console() != null;

    ProgressLine(final PrintWriter out) {
        this.out = out;
    }

    @Override
    public void connected(final int sessions) {
        out.println(sessions + (sessions == 1 ? " session" : " sessions") + " logged in");
    }

    @Override
    public void interval(final LoadResult soFar, final Histogram reads, final Histogram writes) {
        reads.add(writes);
        final String line = String.format("%4.0f s  %,9d IOPS  p50 %,.0f us  p99 %,.0f us  max %,.0f us",
            soFar.seconds(), reads.getTotalCount(), reads.getValueAtPercentile(50) / NS_PER_US,
            reads.getValueAtPercentile(99) / NS_PER_US, reads.getMaxValue() / NS_PER_US);
        if (console) {
            out.print("\r" + line + "   ");
        } else {
            out.println(line);
        }
        out.flush();
    }

    @Override
    public void ended() {
        if (console) {
            out.println();
        }
    }
}
