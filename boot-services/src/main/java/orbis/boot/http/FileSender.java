package orbis.boot.http;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

import orbis.boot.files.FileBytes;

/** Writes a range of a file, a piece at a time as the client takes them, through one buffer of the server's pool. */
final class FileSender extends IteratingCallback {
    private static final int PIECE_LENGTH = 64 << 10;

    private final Response response;
    private final FileBytes bytes;
    private final Callback callback;
    private final RetainableByteBuffer buffer;
    private final long end;
    private long next;

    /** Takes over the hold on the bytes. */
    FileSender(final Response response, final FileBytes bytes, final ByteRange range, final Callback callback) {
        this.response = response;
        this.bytes = bytes;
        this.callback = callback;
        this.buffer = response.getRequest().getComponents().getByteBufferPool().acquire(PIECE_LENGTH, true);
        this.next = range.first();
        this.end = range.last() + 1;
    }

    @Override
    protected Action process() throws IOException {
        if (next == end) {
            return Action.SUCCEEDED;
        }
        final ByteBuffer piece = buffer.getByteBuffer().clear();
        piece.limit((int) Math.min(PIECE_LENGTH, end - next));
        bytes.read(next, piece);
        next += piece.flip().remaining();
        if (next == end && !bytes.isIntact()) {
            throw new IOException("the file changed while it was sent");
        }
        response.write(next == end, piece, this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
        release();
        callback.succeeded();
    }

    @Override
    protected void onCompleteFailure(final Throwable cause) {
        release();
        callback.failed(cause);
    }

    private void release() {
        bytes.release();
        buffer.release();
    }
}
