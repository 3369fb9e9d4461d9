package orbis.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import orbis.boot.BootContext;
import orbis.boot.dhcp.DhcpCounter;
import orbis.boot.http.HttpCounter;
import orbis.boot.tftp.TftpCounter;
import orbis.engine.status.CountersFile;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.status.AtomicCounter;

/** Carries what the boot services count to the counters file, a few times a second, on their thread. */
final class BootCounters implements Agent {
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final List<Pair> pairs = new ArrayList<>();
    private final CountersFile counters;
    private final NanoClock clock;
    private long copiedNs;

    private record Pair(LongSupplier source, AtomicCounter target) {
    }

    BootCounters(final CountersFile counters, final NanoClock clock) {
        this.counters = counters;
        this.clock = clock;
        this.copiedNs = clock.nanoTime() - INTERVAL_NS;
    }

    /** All that the services of a context count. */
    BootCounters addAll(final BootContext context) {
        for (final DhcpCounter counter : DhcpCounter.values()) {
            add(label("DHCP", counter), () -> context.dhcpCounters().get(counter));
        }
        for (final TftpCounter counter : TftpCounter.values()) {
            add(label("TFTP", counter), () -> context.tftpCounters().value(counter));
        }
        for (final HttpCounter counter : HttpCounter.values()) {
            add(label("HTTP", counter), () -> context.httpCounters().value(counter));
        }
        return this;
    }

    private static String label(final String service, final Enum<?> counter) {
        return service + " " + counter.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** One more count to be carried. */
    void add(final String label, final LongSupplier source) {
        pairs.add(new Pair(source, counters.newCounter(label)));
    }

    @Override
    public int doWork() {
        final long nowNs = clock.nanoTime();
        if (nowNs - copiedNs >= INTERVAL_NS) {
            copiedNs = nowNs;
            for (int i = 0; i < pairs.size(); i++) {
                final Pair pair = pairs.get(i);
                pair.target.setRelease(pair.source.getAsLong());
            }
        }
        return 0;
    }

    @Override
    public String roleName() {
        return "boot-counters";
    }
}
