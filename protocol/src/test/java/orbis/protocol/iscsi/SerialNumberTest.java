package orbis.protocol.iscsi;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SerialNumberTest {
    @Test
    void shouldCompareAcrossTheWrap() {
        assertTrue(SerialNumber.less(0xFFFF_FFFF, 0));
        assertFalse(SerialNumber.less(0, 0xFFFF_FFFF));
        assertTrue(SerialNumber.less(0x7FFF_FFFF, 0x8000_0000));
        assertFalse(SerialNumber.less(5, 5));
        assertTrue(SerialNumber.lessOrEqual(5, 5));
        assertFalse(SerialNumber.lessOrEqual(6, 5));
    }

    @Test
    void shouldFindWhatIsWithinAWindowAcrossTheWrap() {
        assertTrue(SerialNumber.within(0xFFFF_FFFE, 0xFFFF_FFFE, 2));
        assertTrue(SerialNumber.within(0, 0xFFFF_FFFE, 2));
        assertTrue(SerialNumber.within(2, 0xFFFF_FFFE, 2));
        assertFalse(SerialNumber.within(3, 0xFFFF_FFFE, 2));
        assertFalse(SerialNumber.within(0xFFFF_FFFD, 0xFFFF_FFFE, 2));
    }

    @Test
    void shouldFindNothingWithinAClosedWindow() {
        assertFalse(SerialNumber.within(7, 7, 6));
    }
}
