package orbis.protocol.iscsi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextKeysTest {
    private final TextKeys keys = new TextKeys();

    @Test
    void shouldWalkPairs() {
        wrap("InitiatorName=iqn.a\0SendTargets=\0X-vendor=a=b\0");
        assertPair("InitiatorName", "iqn.a");
        assertPair("SendTargets", "");
        assertPair("X-vendor", "a=b");
        assertFalse(keys.next());
        assertNull(keys.fault());
    }

    @Test
    void shouldFindNothingInNothing() {
        wrap("");
        assertFalse(keys.next());
        assertNull(keys.fault());
    }

    @Test
    void shouldTakeALastPairWithoutItsNulAndSkipSpareNuls() {
        wrap("\0\0A=1\0\0\0B=2");
        assertPair("A", "1");
        assertPair("B", "2");
        assertFalse(keys.next());
        assertNull(keys.fault());
    }

    @Test
    void shouldReadNamesBeyondAscii() {
        wrap("InitiatorAlias=stra\u00dfe\0");
        assertPair("InitiatorAlias", "stra\u00dfe");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        InitiatorName   | a key without '='
        A=1@Novalue@B=2 | a key without '='
        =value          | a key without a name
        Two words=1     | a character in a key that may not stand there
        """)
    void shouldRefuseWhatIsNoPair(final String text, final String fault) {
        wrap(text.replace('@', '\0') + '\0');
        while (keys.next()) {
            assertEquals("A", keys.key());
        }
        assertEquals(fault, keys.fault());
        assertFalse(keys.next());
    }

    @Test
    void shouldBoundAKey() {
        wrap("K".repeat(63) + "=1\0");
        assertTrue(keys.next());
        wrap("K".repeat(64) + "=1\0");
        assertFalse(keys.next());
        assertEquals("a key longer than 63", keys.fault());
        wrap("K".repeat(64));
        assertFalse(keys.next());
        assertTrue(keys.fault().startsWith("a key"));
    }

    @Test
    void shouldBoundAValue() {
        wrap("K=" + "v".repeat(255) + '\0');
        assertPair("K", "v".repeat(255));
        wrap("K=" + "v".repeat(255));
        assertPair("K", "v".repeat(255));
        wrap("K=" + "v".repeat(256) + '\0');
        assertFalse(keys.next());
        assertEquals("a value of K longer than 255", keys.fault());
    }

    @Test
    void shouldTakeLongBinaryValues() {
        wrap("CHAP_C=0x" + "a".repeat(2048) + '\0');
        assertTrue(keys.next());
        assertEquals(2050, keys.value().length());
        wrap("CHAP_R=0x" + "a".repeat(2049) + '\0');
        assertFalse(keys.next());
    }

    @Test
    void shouldBoundTheNumberOfPairs() {
        wrap("A=1\0".repeat(257));
        for (int i = 0; i < 256; i++) {
            assertTrue(keys.next());
        }
        assertFalse(keys.next());
        assertEquals("more than 256 keys", keys.fault());
    }

    @Test
    void shouldBeginAnewAfterAFault() {
        wrap("nothing\0");
        assertFalse(keys.next());
        wrap("A=1\0");
        assertPair("A", "1");
        assertNull(keys.fault());
    }

    private void wrap(final String text) {
        final byte[] bytes = text.getBytes(UTF_8);
        keys.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    private void assertPair(final String key, final String value) {
        assertTrue(keys.next(), keys::fault);
        assertEquals(key, keys.key());
        assertEquals(value, keys.value());
    }
}
