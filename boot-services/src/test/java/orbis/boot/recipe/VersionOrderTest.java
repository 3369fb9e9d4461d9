package orbis.boot.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionOrderTest {
    @ParameterizedTest
    @CsvSource({
        "6.1.9, 6.1.10",
        "4.18.0-80.el8.x86_64, 4.18.0-553.22.1.el8_10.x86_64",
        "6.1.0-9-amd64, 6.1.0-25-amd64",
        "6.1.0-rc1, 6.1.0-1",
        "6.1.0~rc1, 6.1.0",
        "6.1, 6.1.1",
        "1.0a, 1.0b",
        "1.0, 1.0a",
        "99, 1000000000000000000000"})
    void shouldOrderVersionsAsPackagesDo(final String older, final String newer) {
        assertEquals(-1, Integer.signum(VersionOrder.INSTANCE.compare(older, newer)));
        assertEquals(1, Integer.signum(VersionOrder.INSTANCE.compare(newer, older)));
    }

    @ParameterizedTest
    @CsvSource({"6.1.0-9, 6.1.0_9", "1.05, 1.5", "a~1, a~1"})
    void shouldTakeVersionsThatDifferInLooksOnlyAsEqual(final String a, final String b) {
        assertEquals(0, VersionOrder.INSTANCE.compare(a, b));
    }
}
