package orbis.perf.peer;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import orbis.perf.report.Json;
import orbis.perf.report.Percentiles;

/** A report for other programs. */
final class JsonReport {

    private JsonReport() {
    }

    static String of(final Report report) {
        final Map<String, Object> root = new LinkedHashMap<>();
        root.put("machine", report.machine());
        root.put("taken", report.taken());
        root.put("cells", report.cells().stream().map(JsonReport::cell).toList());
        root.put("growth", report.growth().stream().map(JsonReport::point).toList());
        root.put("findings", report.findings().stream().map(JsonReport::finding).toList());
        root.put("missed", report.missed());
        return Json.of(root);
    }

    private static Map<String, Object> cell(final CellResult result) {
        final Cell cell = result.cell();
        final Map<String, Object> out = new LinkedHashMap<>();
        out.put("name", cell.name());
        out.put("initiator", result.initiator());
        out.put("backing", cell.backing().disk());
        out.put("blockBytes", cell.block());
        out.put("readPercent", cell.readPercent());
        out.put("pattern", cell.pattern().name().toLowerCase(Locale.ROOT));
        out.put("depth", cell.depth());
        out.put("metric", cell.metric().name().toLowerCase(Locale.ROOT));
        out.put("floor", cell.floor());
        out.put("ratio", result.ratio());
        out.put("missed", result.missed());
        out.put("tgt", measurement(result.tgt()));
        out.put("orbis", measurement(result.orbis()));
        return out;
    }

    private static Map<String, Object> finding(final Finding finding) {
        final Map<String, Object> out = new LinkedHashMap<>();
        out.put("name", finding.name());
        out.put("value", finding.value());
        out.put("unit", finding.unit());
        out.put(finding.atMost() ? "atMost" : "atLeast", finding.bound());
        out.put("missed", finding.missed());
        return out;
    }

    private static Map<String, Object> point(final GrowthPoint point) {
        final Map<String, Object> out = new LinkedHashMap<>();
        out.put("peer", point.peer());
        out.put("sessions", point.sessions());
        out.put("measured", measurement(point.measured()));
        return out;
    }

    private static Map<String, Object> measurement(final Measurement measured) {
        if (measured == null) {
            return null;
        }
        final Map<String, Object> out = new LinkedHashMap<>();
        out.put("iops", measured.iops());
        out.put("latencyUs", measured.latencyUs());
        out.put("cpuSecondsPer100k", measured.cpuPer100k());
        out.put("clientCpuSecondsPer100k", measured.clientCpuPer100k());
        if (measured.latencies() != null) {
            out.put("percentilesUs", Percentiles.us(measured.latencies()));
        }
        return out;
    }
}
