package orbis.perf.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import orbis.perf.report.Json;
import orbis.perf.report.LatencyChart;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class ReportsTest {
    private static final Cell IOPS = Cell.all().get(0);
    private static final Cell LATENCY =
        Cell.all().stream().filter(cell -> cell.metric() == Cell.Metric.LATENCY).findFirst().orElseThrow();

    @Test
    void shouldMissAFloorOfRateFromBelowAndOfLatencyFromAbove() {
        assertFalse(new CellResult(IOPS, "i", measured(100, 10), measured(400, 10)).missed());
        assertTrue(new CellResult(IOPS, "i", measured(100, 10), measured(399, 10)).missed());
        assertFalse(new CellResult(LATENCY, "i", measured(100, 100), measured(1, 45)).missed());
        assertTrue(new CellResult(LATENCY, "i", measured(100, 100), measured(1, 46)).missed());
    }

    @Test
    void shouldMissNothingWithoutATargetToCompareWith() {
        final CellResult alone = new CellResult(IOPS, "i", null, measured(1, 1));

        assertFalse(alone.missed());
        assertTrue(Double.isNaN(alone.ratio()));
        assertTrue(JsonReport.of(report(alone)).contains("\"ratio\":null"));
    }

    @Test
    void shouldTakeTheRunInTheMiddle() {
        assertEquals(2, Measurement.median(List.of(measured(3, 1), measured(1, 1), measured(2, 1))).iops());
        assertEquals(7, Measurement.median(List.of(measured(7, 1))).iops());
    }

    @Test
    void shouldCountTheFloorsThatAreMissed() {
        final CellResult missed = new CellResult(IOPS, "i", measured(100, 10), measured(1, 10));

        assertEquals(1, report(missed).missed());
        final Report both = report(missed, Finding.atMost("idling", 2, "% of a core", 1),
            Finding.atLeast("generator", 1.5, "", 1.5));
        assertEquals(2, both.missed());
        assertTrue(TextReport.of(both).contains("| idling | 2.00 % of a core | <= 1.00 % of a core | MISSED |"));
        assertTrue(TextReport.of(both).contains("| generator | 1.50 | >= 1.50 |  |"));
        assertTrue(JsonReport.of(both).contains("\"atLeast\":1.5,\"missed\":false"));
    }

    @Test
    void shouldPutFiguresIntoTheTable() {
        final String text = TextReport.of(report(
            new CellResult(IOPS, "libiscsi", measured(66_000, 10), measured(264_000, 10))));

        assertTrue(text.contains("| libiscsi | 66,000 IOPS | 264,000 IOPS | 4.00 | >= 4.0 |"), text);
    }

    @Test
    void shouldEscapeWhatJsonEscapes() {
        assertEquals("{\"a\\\"\\\\\":[1,2.5,true,null,\"\\u000a\"]}\n",
            Json.of(Map.of("a\"\\", Arrays.asList(1, 2.5, true, null, "\n"))));
    }

    @Test
    void shouldDrawChartsThatAreWellFormed() throws Exception {
        final String svg = new LatencyChart(0, 5).add("a <b>", latencies()).add("c", latencies()).svg();

        final var document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));

        assertEquals(2, document.getElementsByTagName("polyline").getLength());
        assertEquals("a <b>", document.getElementsByTagName("text").item(
            document.getElementsByTagName("text").getLength() - 2).getTextContent());
    }

    @Test
    void shouldShowEveryCellOnThePage() {
        final String page = HtmlReport.of(report(
            new CellResult(IOPS, "i", measured(100, 10), measured(399, 10))));

        assertTrue(page.contains("<tr class='missed'><td>" + IOPS.name()), page);
        assertEquals(2, page.split("<polyline", -1).length - 1);
    }

    @Test
    void shouldWriteLogsThatHdrHistogramReads(@TempDir final Path folder) throws Exception {
        HistogramLogs.write(report(new CellResult(IOPS, "i", null, measured(100, 10))), folder);

        final Path log = folder.resolve("4-kib-random-read-file.orbis.hlog");
        try (HistogramLogReader reader = new HistogramLogReader(Files.newInputStream(log))) {
            assertEquals(1000, ((Histogram) reader.nextIntervalHistogram()).getTotalCount());
        }
    }

    @Test
    void shouldMissABoundWhenThereIsNoFigure() {
        assertTrue(Finding.atMost("a", Double.NaN, "", 1).missed());
        assertTrue(Finding.atLeast("a", Double.NaN, "", 1).missed());
    }

    @Test
    void shouldCompareGeneratorsByTheirOwnCpu() {
        final Cell cell = Cell.named("4 KiB random read, memory");
        final CellResult own = new CellResult(cell, "orbis bench load", null, new Measurement(1, 1, 1, 0.2, null));
        final CellResult other = new CellResult(cell, "libiscsi", null, new Measurement(1, 1, 1, 0.5, null));

        assertEquals(2.5, Solo.generator(List.of(own, other)).get(0).value(), 1e-9);
        assertEquals(List.of(), Solo.generator(List.of(own)));
    }

    @Test
    void shouldHoldTheCurveAgainstAHundredSessions() {
        final List<GrowthPoint> points = List.of(point("orbis", 1, 9), point("orbis", 100, 1), point("tgt", 1000, 7),
            point("orbis", 1000, 1.2), point("orbis", 5000, 1.1));

        assertEquals(20, ManySessions.flatness(points).get(0).value(), 1e-9);
        assertEquals(2, GrowthChart.svg(points).split("<polyline", -1).length - 1);
    }

    private static GrowthPoint point(final String peer, final int sessions, final double cost) {
        return new GrowthPoint(peer, sessions, new Measurement(1, 1, cost, 1, null));
    }

    private static Report report(final CellResult result, final Finding... findings) {
        return new Report("a machine", "some time", List.of(result), List.of(), List.of(findings));
    }

    private static Measurement measured(final double iops, final double latencyUs) {
        return new Measurement(iops, latencyUs, 0.5, 0.5, latencies());
    }

    private static Histogram latencies() {
        final Histogram latencies = new Histogram(3);
        for (int i = 1; i <= 1000; i++) {
            latencies.recordValue(i * 1000L);
        }
        return latencies;
    }
}
