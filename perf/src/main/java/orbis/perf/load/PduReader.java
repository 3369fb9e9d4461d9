package orbis.perf.load;

import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;
import orbis.protocol.iscsi.BasicHeaderFlyweight;
import orbis.protocol.iscsi.IscsiCrc32c;

/**
 * Cuts the bytes of a connection into PDUs where they lie: a header that is whole is told of in place, data is
 * told of piece by piece, and nothing is copied but headers that were torn.
 */
final class PduReader {
    /** Told of what was read. Addresses are good until the call returns. */
    interface Handler {
        /** A header; its data follows by {@link #onData}. Returns false to give the connection up. */
        boolean onHeader(long address, int dataLength);

        /** A piece of the data segment, without padding. */
        void onData(long address, int length);

        /** The PDU is complete. Returns false to give the connection up. */
        boolean onPdu();

        /** A digest does not match; the connection is given up. */
        void onDigestError(String what);
    }

    private final Handler handler;
    private final ByteBuffer torn = BufferUtil.allocateDirectAligned(64, 8);
    private final long tornAddress = BufferUtil.address(torn);

    private boolean headerDigest;
    private boolean dataDigest;
    private int headerLength;
    private int headerBytes;
    private boolean inData;
    private int dataLength;
    private int segmentLength;
    private int segmentBytes;
    private int sum;
    private int digest;

    PduReader(final Handler handler) {
        this.handler = handler;
        restart();
    }

    /** Begins anew with the first byte of a connection: no digests until login has ended. */
    void restart() {
        headerLength = BasicHeaderFlyweight.LENGTH;
        headerDigest = false;
        dataDigest = false;
        headerBytes = 0;
        inData = false;
    }

    /** Digests from the next PDU on. */
    void digests(final boolean header, final boolean data) {
        headerDigest = header;
        dataDigest = data;
        headerLength = BasicHeaderFlyweight.LENGTH + (header ? BasicHeaderFlyweight.DIGEST_LENGTH : 0);
    }

    /** Takes what came. Returns false when the connection is given up. */
    boolean read(final long address, final int length) {
        final long end = address + length;
        long at = address;
        while (at < end) {
            if (inData) {
                final int taken = (int) Math.min(end - at, segmentLength - segmentBytes);
                if (!data(at, taken)) {
                    return false;
                }
                at += taken;
            } else if (headerBytes == 0 && end - at >= headerLength) {
                if (!header(at)) {
                    return false;
                }
                at += headerLength;
            } else {
                final int taken = (int) Math.min(end - at, headerLength - headerBytes);
                UnsafeApi.copyMemory(at, tornAddress + headerBytes, taken);
                headerBytes += taken;
                at += taken;
                if (headerBytes == headerLength && !header(tornAddress)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean header(final long address) {
        headerBytes = 0;
        if (headerDigest && IscsiCrc32c.update(IscsiCrc32c.NOTHING, address, BasicHeaderFlyweight.LENGTH)
            != IscsiCrc32c.read(address + BasicHeaderFlyweight.LENGTH)) {
            handler.onDigestError("header digest");
            return false;
        }
        dataLength = BasicHeaderFlyweight.dataSegmentLength(address);
        final boolean digested = dataDigest;
        if (!handler.onHeader(address, dataLength)) {
            return false;
        }
        if (dataLength == 0) {
            return handler.onPdu();
        }
        inData = true;
        segmentBytes = 0;
        sum = IscsiCrc32c.NOTHING;
        segmentLength = BasicHeaderFlyweight.padded(dataLength)
            + (digested ? BasicHeaderFlyweight.DIGEST_LENGTH : 0);
        return true;
    }

    private boolean data(final long at, final int taken) {
        final int mine = Math.min(taken, dataLength - segmentBytes);
        if (mine > 0) {
            handler.onData(at, mine);
        }
        if (dataDigest) {
            final int covered = BasicHeaderFlyweight.padded(dataLength);
            final int summed = Math.max(Math.min(taken, covered - segmentBytes), 0);
            sum = IscsiCrc32c.update(sum, at, summed);
            for (int i = summed; i < taken; i++) {
                digest = digest >>> 8 | UnsafeApi.getByte(at + i) << 24;
            }
        }
        segmentBytes += taken;
        if (segmentBytes < segmentLength) {
            return true;
        }
        inData = false;
        if (dataDigest && segmentLength > BasicHeaderFlyweight.padded(dataLength) && digest != sum) {
            handler.onDigestError("data digest");
            return false;
        }
        return handler.onPdu();
    }
}
