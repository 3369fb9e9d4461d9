package orbis.boot.http;

import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

import orbis.boot.files.FileBytes;

/** Writes a range of a file from where its bytes lie, a piece at a time as the client takes them. */
final class FileSender extends IteratingCallback {
    private static final int PIECE_LENGTH = 256 << 10;

    private final Response response;
    private final FileBytes bytes;
    private final Callback callback;
    private final long end;
    private long next;

    /** Takes over the hold on the bytes. */
    FileSender(final Response response, final FileBytes bytes, final ByteRange range, final Callback callback) {
        this.response = response;
        this.bytes = bytes;
        this.callback = callback;
        this.next = range.first();
        this.end = range.last() + 1;
    }

    @Override
    protected Action process() {
        if (next == end) {
            return Action.SUCCEEDED;
        }
        final var piece = bytes.slice(next, (int) Math.min(PIECE_LENGTH, end - next));
        next += piece.remaining();
        response.write(next == end, piece, this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
        bytes.release();
        callback.succeeded();
    }

    @Override
    protected void onCompleteFailure(final Throwable cause) {
        bytes.release();
        callback.failed(cause);
    }
}
