package orbis.perf.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class QuantitiesTest {
    private final Quantities.Bytes bytes = new Quantities.Bytes();
    private final Quantities.Time time = new Quantities.Time();

    @Test
    void shouldTakeSizesWithAndWithoutUnits() {
        assertEquals(512, bytes.convert("512"));
        assertEquals(4096, bytes.convert("4k"));
        assertEquals(1 << 20, bytes.convert("1M"));
        assertEquals(3L << 30, bytes.convert("3g"));
        assertEquals(2L << 40, bytes.convert("2t"));
    }

    @Test
    void shouldTakeTimesWithUnits() {
        assertEquals(Duration.ofMillis(500), time.convert("500ms"));
        assertEquals(Duration.ofSeconds(10), time.convert("10s"));
        assertEquals(Duration.ofMinutes(2), time.convert("2m"));
        assertEquals(Duration.ofHours(1), time.convert("1h"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "4kb", "-1", "1.5k", "99999999t", "9999999999999999"})
    void shouldRefuseWhatIsNoSize(final String text) {
        assertThrows(TypeConversionException.class, () -> bytes.convert(text));
    }

    @Test
    void shouldTakeFilesOfAsManyMegabytesAsAnArrayHolds() {
        final Quantities.FileMegabytes megabytes = new Quantities.FileMegabytes();
        assertEquals(1, megabytes.convert("1"));
        assertEquals(2047, megabytes.convert("2047"));
        final String why = assertThrows(TypeConversionException.class, () -> megabytes.convert("2048")).getMessage();
        assertEquals("'2048' is no whole number from 1 to 2047", why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1k", "9999999999"})
    void shouldRefuseWhatIsNoCount(final String text) {
        assertThrows(TypeConversionException.class, () -> new Quantities.Count().convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "10d", "-1s", "s"})
    void shouldRefuseWhatIsNoTime(final String text) {
        assertThrows(TypeConversionException.class, () -> time.convert(text));
    }
}
