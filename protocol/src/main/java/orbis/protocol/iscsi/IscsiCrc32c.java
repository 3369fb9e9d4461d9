package orbis.protocol.iscsi;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.UnsafeApi;

/**
 * The digest of headers and data: CRC32C (RFC 7143 section 13.1, RFC 3385), over memory at addresses, in as many
 * pieces as it comes. Allocates nothing.
 *
 * <p>The loop is that of {@link CRC32C}, which the JVM compiles to the processor's CRC instruction. Its public
 * methods take no address, so its private one is called: {@code java.util.zip} must be open to this class.
 */
public final class IscsiCrc32c {
    /** Bytes of a digest on the wire. */
    public static final int LENGTH = 4;
    /** The digest of nothing: where to begin. */
    public static final int NOTHING = 0;

    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    private static final MethodHandle UPDATE = updateByAddress();

    private IscsiCrc32c() {
    }

    /**
     * Goes on with a digest.
     *
     * @param digest  of all that comes before; {@link #NOTHING} at the beginning.
     * @param address of the bytes.
     * @param length  how many.
     * @return the digest of all until here.
     */
    public static int update(final int digest, final long address, final int length) {
        try {
            return ~(int) UPDATE.invokeExact(~digest, address, 0, length);
        } catch (final Throwable ex) {
            throw new IllegalStateException("CRC32C over memory does not throw", ex);
        }
    }

    /** The digest at an address, as it travels: lowest byte first (RFC 7143 section 13.1, appendix A). */
    public static int read(final long address) {
        final int value = UnsafeApi.getInt(address);
        return LITTLE_ENDIAN ? value : Integer.reverseBytes(value);
    }

    /** Writes a digest to an address, as it travels. */
    public static void write(final long address, final int digest) {
        UnsafeApi.putInt(address, LITTLE_ENDIAN ? digest : Integer.reverseBytes(digest));
    }

    private static MethodHandle updateByAddress() {
        try {
            final MethodType type = MethodType.methodType(int.class, int.class, long.class, int.class, int.class);
            return MethodHandles.privateLookupIn(CRC32C.class, MethodHandles.lookup())
                .findStatic(CRC32C.class, "updateDirectByteBuffer", type);
        } catch (final ReflectiveOperationException ex) {
            throw new IllegalStateException("digests need --add-opens java.base/java.util.zip=ALL-UNNAMED", ex);
        }
    }
}
