package orbis.perf.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What somebody said, line by line, and a way to wait for the next thing of interest. */
public final class Transcript {
    private final List<String> lines = new ArrayList<>();
    private final Consumer<String> onLine;
    private boolean ended;
    private int from;
    private int read;

    /**
     * Begins empty.
     *
     * @param onLine takes each line as it comes.
     */
    Transcript(final Consumer<String> onLine) {
        this.onLine = onLine;
    }

    /**
     * Waits for a line, among those that came since the last one that was waited for.
     *
     * @param what  what is found in it.
     * @param limit how long to wait.
     * @return the match, or null when time is up or the speaker is gone.
     */
    public synchronized Matcher await(final Pattern what, final Duration limit) {
        final long end = System.nanoTime() + limit.toNanos();
        from = read;
        while (true) {
            while (read < lines.size()) {
                final Matcher matcher = what.matcher(lines.get(read++));
                if (matcher.find()) {
                    return matcher;
                }
            }
            final long leftMs = (end - System.nanoTime()) / 1_000_000;
            if (ended || leftMs <= 0) {
                return null;
            }
            pause(leftMs);
        }
    }

    /**
     * What was said before the line that was waited for last, since the one before.
     *
     * @return the lines.
     */
    public synchronized List<String> passed() {
        return List.copyOf(lines.subList(from, Math.max(from, read - 1)));
    }

    /**
     * The end of what was said.
     *
     * @param count of lines.
     * @return the last lines.
     */
    public synchronized List<String> last(final int count) {
        return List.copyOf(lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }

    /**
     * Says a line.
     *
     * @param line without its end.
     */
    void add(final String line) {
        synchronized (this) {
            lines.add(line);
            notifyAll();
        }
        onLine.accept(line);
    }

    /** Says no more. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Will say more, after {@link #end}. */
    synchronized void goOn() {
        ended = false;
    }

    private void pause(final long limitMs) {
        try {
            wait(limitMs);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = true;
        }
    }
}
