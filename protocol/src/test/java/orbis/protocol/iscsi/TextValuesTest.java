package orbis.protocol.iscsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextValuesTest {
    @ParameterizedTest
    @CsvSource({
        "0,0", "8192,8192", "16777215,16777215", "0x40000,262144", "0XfF,255", "000000001,1", "0x7fffffff,2147483647"
    })
    void shouldReadNumbers(final String text, final int number) {
        assertEquals(number, TextValues.number(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "0x", "-1", "+1", "1 ", "12a", "0xg", "1234567890", "0x80000000", "0x1234567890", "\u0661"
    })
    void shouldRefuseWhatIsNoNumber(final String text) {
        assertEquals(-1, TextValues.number(text));
    }

    @Test
    void shouldWriteBooleans() {
        assertEquals("Yes", TextValues.bool(true));
        assertEquals("No", TextValues.bool(false));
    }

    @Test
    void shouldFindWhatIsListed() {
        assertTrue(TextValues.listed("CHAP,None", "None"));
        assertTrue(TextValues.listed("None", "None"));
        assertFalse(TextValues.listed("CHAP,Nonesuch", "None"));
        assertFalse(TextValues.listed("", "None"));
    }

    @ParameterizedTest
    @CsvSource({"0x0102fF,0102ff", "0X1,01", "0x102,0102", "0b/+8=,ffef", "0BAQIDBA==,01020304"})
    void shouldReadBinaryData(final String text, final String hex) {
        final byte[] data = new byte[16];
        final int length = TextValues.binary(text, data);
        assertEquals(hex, HexFormat.of().formatHex(data, 0, length));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "0", "0x", "0b", "0102", "0xzz", "0x1\u0660", "0b=", "0b====", "0bA", "0bAAA", "0bA A=", "0b\u0100AAA"
    })
    void shouldRefuseWhatIsNoBinaryData(final String text) {
        assertEquals(-1, TextValues.binary(text, new byte[16]));
    }

    @Test
    void shouldWriteNothingWhenDataDoesNotFit() {
        final byte[] data = new byte[16];
        assertEquals(16, TextValues.binary("0x" + "00".repeat(16), data));
        assertEquals(-1, TextValues.binary("0x" + "ff".repeat(17), data));
        assertEquals(-1, TextValues.binary("0b" + "/".repeat(24), data));
        assertEquals(-1, TextValues.binary("0b" + "/".repeat(4096), data));
        assertArrayEquals(new byte[16], data);
    }

    @Test
    void shouldWriteHexadecimalThatItReads() {
        final byte[] data = {0, 1, (byte) 0x8F, (byte) 0xFF};
        assertEquals("0x00018fff", TextValues.hexadecimal(data));
        final byte[] back = new byte[4];
        assertEquals(4, TextValues.binary(TextValues.hexadecimal(data), back));
        assertTrue(Arrays.equals(data, back));
    }
}
