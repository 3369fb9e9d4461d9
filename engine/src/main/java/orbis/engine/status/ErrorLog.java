package orbis.engine.status;

import java.io.IOException;

import org.agrona.ErrorHandler;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.errors.DistinctErrorLog;
import org.agrona.concurrent.status.AtomicCounter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Faults, each kept once with how often it was seen and when, in the counters file. The log file gets one line when
 * a fault is new. Any thread may report.
 */
public final class ErrorLog implements ErrorHandler {
    private static final Logger LOGGER = LoggerFactory.getLogger(ErrorLog.class);

    private final DistinctErrorLog log;
    private final AtomicCounter faults;
    private int known;

    ErrorLog(final AtomicBuffer memory, final EpochClock clock, final AtomicCounter faults) {
        this.log = new DistinctErrorLog(memory, clock);
        this.faults = faults;
    }

    /** Records a fault. */
    @Override
    public void onError(final Throwable fault) {
        final long before = faults.increment();
        final boolean kept = log.record(fault);
        if (!kept || isNew()) {
            // Input and output fail by nature, and their messages tell; all else needs its stack to be understood.
            LOGGER.error("fault {}: {}", before + 1, fault.toString(), fault instanceof IOException ? null : fault);
        }
    }

    /** Whether an error stands in the log that was not there when this was last asked. */
    private synchronized boolean isNew() {
        int count = 0;
        int offset = 0;
        final AtomicBuffer memory = log.buffer();
        while (offset < memory.capacity()) {
            final int length = memory.getIntVolatile(offset + DistinctErrorLog.LENGTH_OFFSET);
            if (length <= 0) {
                break;
            }
            count++;
            offset += (length + DistinctErrorLog.RECORD_ALIGNMENT - 1) & -DistinctErrorLog.RECORD_ALIGNMENT;
        }
        final boolean grown = count > known;
        known = count;
        return grown;
    }
}
