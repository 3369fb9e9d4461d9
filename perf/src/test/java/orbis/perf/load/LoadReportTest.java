package orbis.perf.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orbis.perf.Bench;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LoadReportTest {
    @TempDir
    private Path folder;
    private FakeTarget target;

    @BeforeEach
    void start() throws IOException {
        target = new FakeTarget(4096);
    }

    @AfterEach
    void stop() throws IOException {
        target.close();
        assertEquals(List.of(), target.faults);
    }

    private Path run(final String readPercent) {
        final Path out = folder.resolve("report");
        assertEquals(0, Bench.run("bench", "load", "--out", out.toString(), "--read", readPercent, "--count", "500",
            "--warm-up", "0s", target.url().toString()));
        return out;
    }

    @Test
    void shouldTellOtherProgramsWhatWasMeasuredAndHow() throws IOException {
        final String json = Files.readString(run("50").resolve("load.json"));

        assertTrue(json.contains("\"urls\":[\"" + target.url() + "\"]"), json);
        assertTrue(json.contains("\"depth\":32,\"blockBytes\":4096,\"readPercent\":50"), json);
        assertTrue(json.contains("\"errors\":0,\"mismatches\":0"), json);
        assertTrue(json.matches(
            "(?s).*\"reads\":\\{\"count\":[1-9].*\"writes\":\\{\"count\":[1-9].*\"p99.9\":.*"), json);
    }

    @Test
    void shouldLogEachSecondForTheToolsOfHdrHistogram() throws IOException {
        final Map<String, Long> counts = new HashMap<>();

        try (HistogramLogReader log = new HistogramLogReader(Files.newInputStream(run("50").resolve("load.hlog")))) {
            for (EncodableHistogram each = log.nextIntervalHistogram(); each != null;
                each = log.nextIntervalHistogram()) {
                counts.merge(each.getTag(), ((Histogram) each).getTotalCount(), Long::sum);
            }
        }

        assertEquals(500, counts.get("read") + counts.get("write"));
    }

    @Test
    void shouldDrawACurveOfWhatThereWas() throws IOException {
        final String page = Files.readString(run("100").resolve("load.html"));

        assertEquals(1, page.split("<polyline", -1).length - 1);
        assertTrue(page.contains(target.url().toString()), page);
    }
}
