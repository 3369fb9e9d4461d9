package orbis.engine.scsi;

import java.util.concurrent.TimeUnit;
import orbis.sys.Errno;

/**
 * What went wrong below a disk and was not told to the administrator yet. Initiators are told by sense data at once;
 * here it is gathered, so that a disk that fails all that is asked of it takes a line of the log now and then.
 */
public final class StoreFaults {
    /** Between two lines about one disk. */
    static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(10);

    private long count;
    private int errno;
    private boolean told;
    private long toldNs;

    /** Counts what failed, with an errno. */
    void add(final int error) {
        count++;
        errno = error;
    }

    /**
     * What to tell now, of what has failed since it was told last.
     *
     * @param nowNs the agent's clock.
     * @return for people; null when nothing failed, or something was told a moment ago.
     */
    public String due(final long nowNs) {
        if (count == 0 || told && nowNs - toldNs < INTERVAL_NS) {
            return null;
        }
        final String what = Errno.message(errno);
        final String text = count == 1 ? "an I/O failed below it: " + what
            : count + " I/Os failed below it, the last one: " + what;
        count = 0;
        told = true;
        toldNs = nowNs;
        return text;
    }
}
