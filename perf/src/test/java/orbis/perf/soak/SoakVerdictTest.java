package orbis.perf.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoakVerdictTest {
    private static final long MIB = 1 << 20;
    private static final double ALLOWED_MS = 1;

    @Test
    void shouldBeSatisfiedWhenNothingGrows() {
        final SoakVerdict verdict = verdict(i -> sample(i, 20 * MIB + i % 3 * 100_000, 90 * MIB), 12, 12);

        assertEquals(List.of(), verdict.complaints(ALLOWED_MS));
        assertTrue(SoakReport.text("30 s", verdict, List.of()).contains("Descriptors: 12 before, 12 after"));
    }

    @Test
    void shouldForgiveWhatIsMadeAtFirstUse() {
        assertEquals(List.of(),
            verdict(i -> sample(i, 20 * MIB, i < 3 ? 40 * MIB : 90 * MIB), 12, 12).complaints(ALLOWED_MS));
    }

    @Test
    void shouldComplainOfAHeapThatGrowsALittleAllTheTime() {
        final SoakVerdict verdict = verdict(i -> sample(i, 20 * MIB + i * MIB, 90 * MIB), 12, 12);

        assertEquals(List.of("live heap grew from 27.0 to 37.0 MiB"), verdict.complaints(ALLOWED_MS));
    }

    @Test
    void shouldComplainOfMemoryOffTheHeapThatGrows() {
        final SoakVerdict verdict = verdict(i -> sample(i, 20 * MIB, (90 + i) * MIB), 12, 12);

        assertEquals(List.of("memory off the heap grew from 97.0 to 107.0 MiB"), verdict.complaints(ALLOWED_MS));
    }

    @Test
    void shouldComplainOfDescriptorsThatStay() {
        assertEquals(List.of("12 descriptors before, 13 after"),
            verdict(i -> sample(i, MIB, MIB), 12, 13).complaints(ALLOWED_MS));
    }

    @Test
    void shouldComplainOfALongPauseAndOfWrongData() {
        final SoakVerdict verdict = new SoakVerdict(List.of(), List.of(new CollectorLog.Pause(3, "Pause Young", 1.5)),
            1, 1, List.of("block 7 holds something else"));

        assertEquals(List.of("block 7 holds something else", "a pause of 1.50 ms, where 1.00 are allowed"),
            verdict.complaints(ALLOWED_MS));
        assertTrue(SoakReport.json("", verdict, verdict.complaints(ALLOWED_MS)).contains("\"pausesMs\":[1.5]"));
    }

    private static SoakVerdict verdict(final IntFunction<SoakSample> samples, final int before, final int after) {
        return new SoakVerdict(
            new ArrayList<>(IntStream.range(0, 20).mapToObj(samples).toList()), List.of(), before, after, List.of());
    }

    private static SoakSample sample(final int number, final long heap, final long offHeap) {
        return new SoakSample(number * 20, 10_000, number * 16L, heap, offHeap, 20, 30);
    }
}
