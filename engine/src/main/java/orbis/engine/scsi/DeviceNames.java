package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import orbis.protocol.scsi.Designators;
import orbis.protocol.scsi.VpdPage;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The world-wide names of a disk, derived from its target's name alone: the same after a restart and on another
 * server. The company identifier in them is a locally administered one.
 */
final class DeviceNames {
    static final String VENDOR = "ORBIS";
    static final String PRODUCT = "DISK";
    static final String REVISION = "1";

    private static final long COMPANY = 0x024F52L;
    private static final long NAA_IEEE_REGISTERED_EXTENDED = 6L;

    private final String targetName;
    private final long high;
    private final long low;

    DeviceNames(final String targetName) {
        this.targetName = targetName;
        final ByteBuffer hash = ByteBuffer.wrap(sha256(targetName)).order(BIG_ENDIAN);
        high = hash.getLong();
        low = hash.getLong();
    }

    long naaHigh() {
        return NAA_IEEE_REGISTERED_EXTENDED << 60 | COMPANY << 36 | high >>> 28;
    }

    long naaLow() {
        return low;
    }

    long eui64() {
        return COMPANY << 40 | high >>> 24;
    }

    /** Identifier for the T10 designator: its first eight characters differ from disk to disk already. */
    String t10Id() {
        return String.format(Locale.ROOT, "%016x", high);
    }

    /** SCSI name of a target port (RFC 7143 4.2.6). */
    String portName(final int portalGroupTag) {
        return String.format(Locale.ROOT, "%s,t,0x%04x", targetName, portalGroupTag);
    }

    /** Whether a designation descriptor (SPC-4 7.8.6.1) names this disk, by NAA or EUI-64. */
    boolean isDesignated(final DirectBuffer buffer, final int at) {
        final int type = buffer.getByte(at + 1) & 0x3F;
        final int length = buffer.getByte(at + 3) & 0xFF;
        if (type == Designators.TYPE_NAA && length == 16) {
            return buffer.getLong(at + 4, BIG_ENDIAN) == naaHigh() && buffer.getLong(at + 12, BIG_ENDIAN) == low;
        }
        return type == Designators.TYPE_EUI_64 && length == 8 && buffer.getLong(at + 4, BIG_ENDIAN) == eui64();
    }

    /** Writes the SCSI ports page (SPC-4 7.8.13): a descriptor for the one port, with its name. */
    int ports(final MutableDirectBuffer buffer, final int portalGroupTag) {
        final int at = VpdPage.HEADER_LENGTH;
        buffer.setMemory(at, 12, (byte) 0);
        buffer.putShort(at + 2, (short) portalGroupTag, BIG_ENDIAN);
        final Designators list = new Designators(buffer, at + 12).portName(portName(portalGroupTag));
        buffer.putShort(at + 10, (short) list.length(), BIG_ENDIAN);
        return VpdPage.header(buffer, VpdPage.SCSI_PORTS, 12 + list.length());
    }

    private static byte[] sha256(final String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (final NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
