package orbis.perf.soak;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import orbis.perf.report.Json;

/** A verdict for people and for other programs. */
final class SoakReport {
    private static final double MIB = 1 << 20;
    /** Lines of the table: more samples than that are thinned out. */
    private static final int MOST_LINES = 32;

    private SoakReport() {
    }

    static String text(final String how, final SoakVerdict verdict, final List<String> complaints) {
        final StringBuilder text = new StringBuilder(how).append("\n\n")
            .append("| s | IOPS | sessions so far | live heap MiB | off heap MiB | descriptors | threads |\n")
            .append("|---:|---:|---:|---:|---:|---:|---:|\n");
        final int count = verdict.samples().size();
        final int step = Math.max(1, (count + MOST_LINES - 1) / MOST_LINES);
        for (int i = 0; i < count; i += step) {
            final SoakSample at = verdict.samples().get(i);
            text.append(String.format(Locale.ROOT, "| %,.0f | %,.0f | %,d | %.1f | %.1f | %d | %d |%n", at.atSeconds(),
                at.iops(), at.sessions(), at.heapBytes() / MIB, at.offHeapBytes() / MIB, at.descriptors(),
                at.threads()));
        }
        text.append(String.format(Locale.ROOT, "%nDescriptors: %d before, %d after. Pauses of the collector after the "
            + "first line: %d, the longest %.2f ms.%n", verdict.descriptorsBefore(), verdict.descriptorsAfter(),
            verdict.pauses().size(), verdict.longestPauseMs()));
        complaints.forEach(complaint -> text.append("FAILED: ").append(complaint).append('\n'));
        return text.toString();
    }

    static String json(final String how, final SoakVerdict verdict, final List<String> complaints) {
        final Map<String, Object> root = new LinkedHashMap<>();
        root.put("taken", how);
        root.put("samples", verdict.samples().stream().map(SoakReport::sample).toList());
        root.put("pausesMs", verdict.pauses().stream().map(CollectorLog.Pause::ms).toList());
        root.put("descriptorsBefore", verdict.descriptorsBefore());
        root.put("descriptorsAfter", verdict.descriptorsAfter());
        root.put("complaints", complaints);
        return Json.of(root);
    }

    private static Map<String, Object> sample(final SoakSample at) {
        final Map<String, Object> out = new LinkedHashMap<>();
        out.put("atSeconds", at.atSeconds());
        out.put("iops", at.iops());
        out.put("sessions", at.sessions());
        out.put("heapBytes", at.heapBytes());
        out.put("offHeapBytes", at.offHeapBytes());
        out.put("descriptors", at.descriptors());
        out.put("threads", at.threads());
        return out;
    }
}
