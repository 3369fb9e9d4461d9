package orbis.boot.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

import org.agrona.BufferUtil;
import org.agrona.CloseHelper;

/** Bytes that the kernel's page cache holds: of files too large for ours. */
final class MappedBytes extends FileBytes {
    private static final int SEGMENT_LENGTH = 1 << 30;

    private final FileChannel channel;
    private final DiskFile version;
    private final ByteBuffer[] segments;
    private final long[] addresses;
    private final long segmentLength;

    private MappedBytes(final FileChannel channel, final DiskFile version, final int segmentLength)
            throws IOException {
        super(version.length());
        this.channel = channel;
        this.version = version;
        this.segmentLength = segmentLength;
        final int count = (int) Math.max(1, (length() + segmentLength - 1) / segmentLength);
        segments = new ByteBuffer[count];
        addresses = new long[count];
        for (int i = 0; i < count; i++) {
            final long offset = (long) i * segmentLength;
            // Segments overlap, so that each block lies in one of them.
            final long size = Math.min(length() - offset, (long) segmentLength + MAX_BLOCK_LENGTH);
            segments[i] = channel.map(FileChannel.MapMode.READ_ONLY, offset, size);
            addresses[i] = BufferUtil.address(segments[i]);
        }
    }

    /** Maps a version of a file, and closes it when its bytes are let go. */
    static MappedBytes of(final FileChannel channel, final DiskFile version) throws IOException {
        return of(channel, version, SEGMENT_LENGTH);
    }

    static MappedBytes of(final FileChannel channel, final DiskFile version, final int segmentLength)
            throws IOException {
        if (channel.size() < version.length()) {
            throw new EOFException("the file was cut while it was read");
        }
        return new MappedBytes(channel, version, segmentLength);
    }

    @Override
    public long address(final long offset) {
        final int segment = (int) Math.min(offset / segmentLength, segments.length - 1L);
        return addresses[segment] + offset - segment * segmentLength;
    }

    @Override
    public void read(final long offset, final ByteBuffer target) throws IOException {
        target.limit((int) Math.min(target.limit(), target.position() + length() - offset));
        long at = offset;
        while (target.hasRemaining()) {
            final int count = channel.read(target, at);
            if (count < 0) {
                throw new EOFException("the file was cut while it was sent");
            }
            at += count;
        }
    }

    @Override
    public boolean isIntact() {
        return version.isIntact();
    }

    @Override
    void free() {
        for (final ByteBuffer segment : segments) {
            BufferUtil.free(segment);
        }
        CloseHelper.quietClose(channel);
    }
}
