package orbis.engine.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * AES-256-XTS (IEEE 1619-2007) over units of 512 bytes, each with its number as its tweak: what dm-crypt calls
 * aes-xts-plain64. Of one thread.
 */
final class XtsCipher {
    /** Bytes of a key: half is for the data, half for the tweaks. */
    static final int KEY_LENGTH = 64;
    /** Bytes of a unit. */
    static final int UNIT = 512;

    private static final int BLOCK = 16;
    /** Bytes that are worked on at a time. */
    private static final int PIECE = 8 * UNIT;
    /** What x to the power of 128 is in the field that tweaks are of. */
    private static final int POLYNOMIAL = 0x87;
    private static final VarHandle LONGS =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Cipher encryption;
    private final Cipher decryption;
    private final Cipher tweaking;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final byte[] data = new byte[PIECE];
    private final byte[] result = new byte[PIECE];
    private final byte[] tweaks = new byte[PIECE];
    private final byte[] numbers = new byte[PIECE / UNIT * BLOCK];
    private final byte[] firstTweaks = new byte[PIECE / UNIT * BLOCK];

    /**
     * Makes a cipher.
     *
     * @param key {@link #KEY_LENGTH} bytes.
     */
    XtsCipher(final byte[] key) {
        encryption = cipher(Cipher.ENCRYPT_MODE, key, 0);
        decryption = cipher(Cipher.DECRYPT_MODE, key, 0);
        tweaking = cipher(Cipher.ENCRYPT_MODE, key, KEY_LENGTH / 2);
    }

    private static Cipher cipher(final int mode, final byte[] key, final int from) {
        try {
            final Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, from, KEY_LENGTH / 2, "AES"));
            return cipher;
        } catch (final GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has AES with keys of 256 bits", missing);
        }
    }

    /**
     * Encrypts.
     *
     * @param unit   number of the first unit.
     * @param from   address of what is to be encrypted.
     * @param to     address where it goes.
     * @param length whole units.
     */
    void encrypt(final long unit, final long from, final long to, final int length) {
        for (int at = 0; at < length; at += PIECE) {
            final int bytes = Math.min(PIECE, length - at);
            load(from + at, bytes);
            run(encryption, unit + at / UNIT, bytes);
            view.wrap(to + at, bytes);
            view.putBytes(0, result, 0, bytes);
        }
    }

    /**
     * Decrypts in place. A unit of zeroes stays what it is: it was never written, or given back. No cipher makes one
     * but by a chance of 1 in 2 to the power of 4096.
     *
     * @param unit    number of the first unit.
     * @param address of what is to be decrypted.
     * @param length  whole units.
     */
    void decrypt(final long unit, final long address, final int length) {
        for (int at = 0; at < length; at += PIECE) {
            final int bytes = Math.min(PIECE, length - at);
            load(address + at, bytes);
            run(decryption, unit + at / UNIT, bytes);
            for (int i = 0; i < bytes; i += UNIT) {
                if (view.getLong(i) != 0 || !isZero(i)) {
                    view.putBytes(i, result, i, UNIT);
                }
            }
        }
    }

    private void load(final long address, final int bytes) {
        view.wrap(address, bytes);
        view.getBytes(0, data, 0, bytes);
    }

    private boolean isZero(final int unitAt) {
        for (int i = unitAt; i < unitAt + UNIT; i += Long.BYTES) {
            if (view.getLong(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Makes the result of the data. */
    private void run(final Cipher cipher, final long unit, final int bytes) {
        tweak(unit, bytes / UNIT);
        xor(data, bytes);
        transform(cipher, data, bytes, result);
        xor(result, bytes);
    }

    /** Makes the tweak of each block: that of the next one is the last one times x. */
    private void tweak(final long unit, final int units) {
        Arrays.fill(numbers, (byte) 0);
        for (int i = 0; i < units; i++) {
            LONGS.set(numbers, i * BLOCK, unit + i);
        }
        transform(tweaking, numbers, units * BLOCK, firstTweaks);
        for (int i = 0; i < units; i++) {
            long low = (long) LONGS.get(firstTweaks, i * BLOCK);
            long high = (long) LONGS.get(firstTweaks, i * BLOCK + Long.BYTES);
            for (int at = i * UNIT; at < (i + 1) * UNIT; at += BLOCK) {
                LONGS.set(tweaks, at, low);
                LONGS.set(tweaks, at + Long.BYTES, high);
                final long carry = high >> 63 & POLYNOMIAL;
                high = high << 1 | low >>> 63;
                low = low << 1 ^ carry;
            }
        }
    }

    private void xor(final byte[] bytes, final int length) {
        for (int i = 0; i < length; i += Long.BYTES) {
            LONGS.set(bytes, i, (long) LONGS.get(bytes, i) ^ (long) LONGS.get(tweaks, i));
        }
    }

    private static void transform(final Cipher cipher, final byte[] from, final int length, final byte[] to) {
        try {
            cipher.update(from, 0, length, to, 0);
        } catch (final ShortBufferException impossible) {
            throw new IllegalStateException("as many bytes come out as went in", impossible);
        }
    }
}
