package orbis.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import orbis.sys.Slab;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class XtsCipherTest {
    private static final int LENGTH = 9 * XtsCipher.UNIT;

    private final XtsCipher cipher = new XtsCipher(HexFormat.of().parseHex(
        "2718281828459045235360287471352662497757247093699959574966967627"
            + "3141592653589793238462643383279502884197169399375105820974944592"));
    private final Slab slab = new Slab(2 * LENGTH);
    private final UnsafeBuffer from = new UnsafeBuffer(slab.address(), LENGTH);
    private final UnsafeBuffer to = new UnsafeBuffer(slab.address() + LENGTH, LENGTH);

    @AfterEach
    void close() {
        slab.close();
    }

    private byte[] encrypted(final long unit, final int length) {
        cipher.encrypt(unit, from.addressOffset(), to.addressOffset(), length);
        final byte[] bytes = new byte[length];
        to.getBytes(0, bytes);
        return bytes;
    }

    @Test
    void shouldEncryptAsTheStandardHasIt() {
        for (int i = 0; i < XtsCipher.UNIT; i++) {
            from.putByte(i, (byte) i);
        }
        final String hex = HexFormat.of().formatHex(encrypted(0xff, XtsCipher.UNIT));
        // IEEE 1619-2007 appendix B, vector 10.
        assertEquals("1c3b3a102f770386e4836c99e370cf9bea00803f5e482357a4ae12d414a3e63b", hex.substring(0, 64));
        assertEquals("773dad38014bd2092fa755c824bb5e54c4f36ffda9fcea70b9c6e693e148c151",
            hex.substring(hex.length() - 64));
    }

    @Test
    void shouldEncryptManyUnitsEachWithItsNumber() throws NoSuchAlgorithmException {
        for (int i = 0; i < LENGTH; i++) {
            from.putByte(i, (byte) (i * 7 + i / XtsCipher.UNIT));
        }
        // As another implementation has it.
        assertEquals("4b11a7a3b35bc9ae017a58ba151b60e2ea97ebf133448d7dddadcada04bafa39",
            HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encrypted(0x123456789aL, LENGTH))));
    }

    @Test
    void shouldDecryptWhatItEncrypted() {
        for (int i = 0; i < LENGTH; i++) {
            from.putByte(i, (byte) (i * 31));
        }
        encrypted(1L << 50, LENGTH);
        cipher.decrypt(1L << 50, to.addressOffset(), LENGTH);
        final byte[] before = new byte[LENGTH];
        final byte[] after = new byte[LENGTH];
        from.getBytes(0, before);
        to.getBytes(0, after);
        assertArrayEquals(before, after);
    }

    @Test
    void shouldLeaveUnitsOfZeroesAsTheyAre() {
        encrypted(0, LENGTH);
        to.setMemory(XtsCipher.UNIT, 3 * XtsCipher.UNIT, (byte) 0);
        to.putByte(2 * XtsCipher.UNIT + 500, (byte) 1);
        cipher.decrypt(0, to.addressOffset(), LENGTH);
        final byte[] unit = new byte[XtsCipher.UNIT];
        for (final int written : new int[] {0, 1, 3, 4, 8}) {
            to.getBytes(written * XtsCipher.UNIT, unit);
            assertArrayEquals(new byte[XtsCipher.UNIT], unit);
        }
        to.getBytes(2 * XtsCipher.UNIT, unit);
        Arrays.fill(unit, 16, XtsCipher.UNIT, (byte) 0);
        assertEquals(false, Arrays.equals(new byte[XtsCipher.UNIT], unit));
    }
}
