package orbis.engine.net;

import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;

/**
 * Lines of a log that anybody can cause who reaches a portal: some a second, then how many more there were. What is
 * counted elsewhere is counted whole. Of the conductor's thread.
 */
final class StrangersLog {
    /** Most lines in a second. */
    static final int MOST = 10;

    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final Logger log;
    private int lines;
    private long beganNs;

    StrangersLog(final Logger log) {
        this.log = log;
    }

    void info(final String format, final Object... arguments) {
        if (++lines <= MOST) {
            log.info(format, arguments);
        }
    }

    void warn(final String format, final Object... arguments) {
        if (++lines <= MOST) {
            log.warn(format, arguments);
        }
    }

    /**
     * Lets time pass: tells how many lines a second was too short for, and begins another.
     *
     * @param nowNs the agent's clock.
     */
    void onTick(final long nowNs) {
        if (nowNs - beganNs < SECOND_NS) {
            return;
        }
        if (lines > MOST) {
            log.warn("and {} more connections or logins of strangers", lines - MOST);
        }
        beganNs = nowNs;
        lines = 0;
    }
}
