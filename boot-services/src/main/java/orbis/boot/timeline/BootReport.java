package orbis.boot.timeline;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes boots for humans. */
final class BootReport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final double MS_PER_S = 1000.0;

    private BootReport() {
    }

    static void boot(final Boot boot, final StringBuilder text) {
        final List<BootEvent> events = boot.events();
        final long startMs = events.get(0).epochMs();
        text.append("Boot of ").append(TIME.format(Instant.ofEpochMilli(startMs).atZone(ZoneId.systemDefault())))
            .append('\n');
        for (final BootEvent event : events) {
            final String kind = event.kind() == null ? "" : event.kind().name().toLowerCase(Locale.ROOT);
            text.append(String.format(Locale.ROOT, "  %+10.3f s  %-15s %-5s %s%s%n",
                (event.epochMs() - startMs) / MS_PER_S, name(event.stage()), kind, event.detail(),
                event.count() > 1 ? " (" + event.count() + " times)" : ""));
        }
        if (boot.omitted() > 0) {
            text.append("  ").append(boot.omitted()).append(" more events between\n");
        }
    }

    static void standing(final Boot boot, final long nowMs, final StringBuilder text) {
        final BootEvent last = boot.last();
        final double agoS = (nowMs - last.epochMs()) / MS_PER_S;
        text.append(String.format(Locale.ROOT, "It stands at %s for %.0f s.%n", name(last.stage()), agoS));
        final String hint = BootHints.of(last);
        if (!hint.isEmpty()) {
            text.append(hint).append('\n');
        }
    }

    /** {@code FILE_MISSING} as "file missing". */
    private static String name(final BootStage stage) {
        return stage.name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("iscsi", "iSCSI");
    }
}
