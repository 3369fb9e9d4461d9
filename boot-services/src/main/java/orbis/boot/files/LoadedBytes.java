package orbis.boot.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

import orbis.sys.Slab;

/** Bytes in memory that the limits of the Java virtual machine do not count. */
final class LoadedBytes extends FileBytes {
    private static final int CHUNK_LENGTH = 1 << 20;

    private final Slab slab;

    private LoadedBytes(final int length) {
        super(length);
        slab = new Slab(Math.max(1, length));
    }

    static LoadedBytes of(final byte[] content) {
        final LoadedBytes bytes = new LoadedBytes(content.length);
        new UnsafeBuffer(bytes.slab.address(), content.length).putBytes(0, content);
        return bytes;
    }

    /** Reads so many bytes of a file. */
    static LoadedBytes of(final ReadableByteChannel channel, final int length) throws IOException {
        final LoadedBytes bytes = new LoadedBytes(length);
        final ByteBuffer chunk = ByteBuffer.allocateDirect(Math.min(Math.max(1, length), CHUNK_LENGTH));
        final UnsafeBuffer target = new UnsafeBuffer(bytes.slab.address(), length);
        try {
            int offset = 0;
            while (offset < length) {
                chunk.clear().limit(Math.min(chunk.capacity(), length - offset));
                if (channel.read(chunk) < 0) {
                    throw new EOFException("the file was cut while it was read");
                }
                target.putBytes(offset, chunk.flip(), chunk.limit());
                offset += chunk.limit();
            }
            return bytes;
        } catch (final IOException e) {
            bytes.release();
            throw e;
        } finally {
            BufferUtil.free(chunk);
        }
    }

    @Override
    public long address(final long offset) {
        return slab.address() + offset;
    }

    @Override
    public void read(final long offset, final ByteBuffer target) {
        final int count = (int) Math.min(target.remaining(), length() - offset);
        new UnsafeBuffer(slab.address() + offset, count).getBytes(0, target, count);
    }

    @Override
    void free() {
        slab.close();
    }
}
