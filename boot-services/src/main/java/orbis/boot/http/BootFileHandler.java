package orbis.boot.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.agrona.concurrent.EpochClock;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

import orbis.boot.ClientDirectory;
import orbis.boot.ClientRecord;
import orbis.boot.files.BootFile;
import orbis.boot.files.BootFiles;
import orbis.boot.files.FileBytes;
import orbis.boot.files.FileCache;
import orbis.boot.files.FileNames;
import orbis.boot.files.FileRequest;
import orbis.boot.timeline.BootStage;
import orbis.boot.timeline.BootTimeline;

/**
 * Serves the same files as TFTP. A client is known by its address, or by a folder of its own in the URL
 * ({@code /client/NAME/…}): GRUB asks by HTTP for {@code grub.cfg} alone, and an address may be behind NAT.
 */
public final class BootFileHandler extends Handler.Abstract {
    /** First part of the URL of a client's own folder. */
    public static final String CLIENT_FOLDER = "client/";

    private final BootFiles files;
    private final FileCache cache;
    private final ClientDirectory clients;
    private final BootTimeline timeline;
    private final EpochClock clock;
    private final HttpCounters counters;

    /**
     * Joins what a file comes from.
     *
     * @param files    all names.
     * @param cache    of their bytes.
     * @param clients  known by their addresses and names.
     * @param timeline told of each file asked for.
     * @param clock    for the timeline.
     * @param counters to be kept.
     */
    public BootFileHandler(
        final BootFiles files, final FileCache cache, final ClientDirectory clients, final BootTimeline timeline,
        final EpochClock clock, final HttpCounters counters) {
        this.files = files;
        this.cache = cache;
        this.clients = clients;
        this.timeline = timeline;
        this.clock = clock;
        this.counters = counters;
    }

    @Override
    public boolean handle(final Request request, final Response response, final Callback callback) {
        counters.increment(HttpCounter.REQUESTS);
        final boolean head = HttpMethod.HEAD.is(request.getMethod());
        if (!head && !HttpMethod.GET.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            refuse(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "files are only read here");
            return true;
        }
        final FileRequest asked = fileRequest(request);
        final BootFile file = asked == null ? null : files.find(asked);
        if (file == null) {
            counters.increment(HttpCounter.NOT_FOUND);
            report(asked, BootStage.FILE_MISSING, "");
            text(response, callback, HttpStatus.NOT_FOUND_404, "not found");
            return true;
        }
        describe(response, asked.name(), file);
        final int condition = Conditions.status(request.getHeaders(), file);
        if (condition != HttpStatus.OK_200) {
            response.setStatus(condition);
            response.write(true, BufferUtil.EMPTY_BUFFER, callback);
            return true;
        }
        answer(request, response, callback, asked, file);
        return true;
    }

    private void answer(
        final Request request, final Response response, final Callback callback,
        final FileRequest asked, final BootFile file) {
        final boolean head = HttpMethod.HEAD.is(request.getMethod());
        final String header = request.getHeaders().get(HttpHeader.RANGE);
        final ByteRange part = !head && header != null && Conditions.isSameVersion(request.getHeaders(), file)
            ? ByteRange.parse(header, file.length()) : null;
        if (part == ByteRange.UNSATISFIABLE) {
            response.getHeaders().put(HttpHeader.CONTENT_RANGE, "bytes */" + file.length());
            refuse(response, callback, HttpStatus.RANGE_NOT_SATISFIABLE_416, "the file is not so long");
            return;
        }
        final ByteRange range = part == null ? new ByteRange(0, file.length() - 1) : part;
        response.setStatus(part == null ? HttpStatus.OK_200 : HttpStatus.PARTIAL_CONTENT_206);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, range.length());
        if (part != null) {
            response.getHeaders().put(HttpHeader.CONTENT_RANGE,
                "bytes " + range.first() + '-' + range.last() + '/' + file.length());
        }
        report(asked, BootStage.FILE, "");
        if (head || range.length() == 0) {
            response.write(true, BufferUtil.EMPTY_BUFFER, callback);
        } else {
            send(response, callback, asked, file, range);
        }
    }

    private void send(
        final Response response, final Callback callback, final FileRequest asked, final BootFile file,
        final ByteRange range) {
        final FileBytes bytes;
        try {
            bytes = cache.open(file);
        } catch (final IOException e) {
            fail(asked, e);
            response.reset();
            text(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, "file cannot be read");
            return;
        }
        new FileSender(response, bytes, range, Callback.from(() -> {
            counters.increment(HttpCounter.FILES_SENT);
            counters.add(HttpCounter.BYTES_SENT, range.length());
            report(asked, BootStage.FILE_SENT, " (" + range.length() + " bytes)");
            callback.succeeded();
        }, cause -> {
            fail(asked, cause);
            callback.failed(cause);
        })).iterate();
    }

    private void fail(final FileRequest asked, final Throwable cause) {
        counters.increment(HttpCounter.FAILED);
        report(asked, BootStage.FILE_FAILED, ": " + cause.getMessage());
    }

    private static void describe(final Response response, final String name, final BootFile file) {
        final HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, ContentTypes.of(name));
        headers.put(HttpHeader.LAST_MODIFIED, DateGenerator.formatDate(file.modifiedMs()));
        headers.put(HttpHeader.ETAG, Conditions.tag(file));
        headers.put(HttpHeader.ACCEPT_RANGES, "bytes");
    }

    private FileRequest fileRequest(final Request request) {
        final String path = UrlPath.decode(request.getHttpURI().getPath());
        String name = path == null ? null : FileNames.normal(path);
        if (name == null) {
            return null;
        }
        final int address = address(request.getConnectionMetaData().getRemoteSocketAddress());
        ClientRecord client = address == 0 ? null : clients.byAddress(address);
        if (name.startsWith(CLIENT_FOLDER)) {
            final int end = name.indexOf('/', CLIENT_FOLDER.length());
            client = end < 0 ? null : clients.byName(name.substring(CLIENT_FOLDER.length(), end));
            if (client == null) {
                return null;
            }
            name = name.substring(end + 1);
        }
        return new FileRequest(
            name, client, address, address(request.getConnectionMetaData().getLocalSocketAddress()));
    }

    /** An IPv4 address, 0 for others. */
    private static int address(final SocketAddress socketAddress) {
        if (socketAddress instanceof final InetSocketAddress inet) {
            final InetAddress address = inet.getAddress();
            final byte[] bytes = address.getAddress();
            return bytes.length == Integer.BYTES ? ByteBuffer.wrap(bytes).getInt() : 0;
        }
        return 0;
    }

    private void refuse(final Response response, final Callback callback, final int status, final String reason) {
        counters.increment(HttpCounter.REFUSED);
        text(response, callback, status, reason);
    }

    private static void text(
        final Response response, final Callback callback, final int status, final String reason) {
        final byte[] body = (reason + '\n').getBytes(StandardCharsets.US_ASCII);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private void report(final FileRequest asked, final BootStage stage, final String detail) {
        if (asked != null && asked.client() != null) {
            timeline.onStage(asked.client(), stage, null, FileNames.printable(asked.name()) + detail, clock.time());
        }
    }
}
