package orbis.boot.tftp;

import java.io.IOException;
import java.nio.ByteBuffer;

import orbis.boot.files.FileBytes;
import orbis.boot.files.GeneratedFile;

/**
 * The transfer mode of old clients for text (RFC 764): a line ends with CR LF, a bare CR is followed by NUL. The
 * whole file is converted before the first block, so that its size is known and a block can be sent again. Each
 * transfer has bytes of its own, beside the cache: files are small, as configurations are.
 */
final class Netascii {
    /** Bytes of the longest file that is converted. */
    static final int MAX_LENGTH = 64 << 10;

    private Netascii() {
    }

    /** Converts and releases bytes, not more than {@link #MAX_LENGTH}. */
    static FileBytes encode(final FileBytes bytes) throws IOException {
        try {
            final ByteBuffer source = ByteBuffer.allocate((int) bytes.length());
            bytes.read(0, source);
            final byte[] target = new byte[encodedLength(source)];
            int at = 0;
            for (int i = 0; i < source.limit(); i++) {
                final byte b = source.get(i);
                if (b == '\n') {
                    target[at++] = '\r';
                }
                target[at++] = b;
                if (b == '\r') {
                    target[at++] = 0;
                }
            }
            return GeneratedFile.of(target, 0).open(false);
        } finally {
            bytes.release();
        }
    }

    private static int encodedLength(final ByteBuffer source) {
        int length = source.limit();
        for (int i = 0; i < source.limit(); i++) {
            final byte b = source.get(i);
            if (b == '\n' || b == '\r') {
                length++;
            }
        }
        return length;
    }
}
