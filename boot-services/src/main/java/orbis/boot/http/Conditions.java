package orbis.boot.http;

import org.eclipse.jetty.http.HttpDateTime;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;

import orbis.boot.files.BootFile;

/**
 * The conditions of a request (RFC 9110 section 13). UEFI goes on with a broken download by Range with If-Match or
 * If-Unmodified-Since, so that it never joins two versions of a file.
 */
final class Conditions {
    private static final int MS_PER_S = 1000;
    private static final long ABSENT = -1;

    private Conditions() {
    }

    /** The entity tag of a file's version. */
    static String tag(final BootFile file) {
        return '"' + file.identity() + '"';
    }

    /** What the conditions come to: 200, 304 or 412. */
    static int status(final HttpFields headers, final BootFile file) {
        final String match = headers.get(HttpHeader.IF_MATCH);
        final String noneMatch = headers.get(HttpHeader.IF_NONE_MATCH);
        final long unmodifiedSince = dateMs(headers.get(HttpHeader.IF_UNMODIFIED_SINCE));
        final long modifiedSince = dateMs(headers.get(HttpHeader.IF_MODIFIED_SINCE));
        if (match != null ? !matches(match, file) : unmodifiedSince != ABSENT && isNewer(file, unmodifiedSince)) {
            return HttpStatus.PRECONDITION_FAILED_412;
        }
        if (noneMatch != null ? matches(noneMatch, file) : modifiedSince != ABSENT && !isNewer(file, modifiedSince)) {
            return HttpStatus.NOT_MODIFIED_304;
        }
        return HttpStatus.OK_200;
    }

    /** Whether If-Range allows a part of this version to be sent. */
    static boolean isSameVersion(final HttpFields headers, final BootFile file) {
        final String condition = headers.get(HttpHeader.IF_RANGE);
        if (condition == null) {
            return true;
        }
        final long dateMs = dateMs(condition);
        return condition.startsWith("\"") ? condition.equals(tag(file))
            : dateMs != ABSENT && dateMs / MS_PER_S == file.modifiedMs() / MS_PER_S;
    }

    private static boolean matches(final String tags, final BootFile file) {
        return tags.trim().equals("*") || tags.contains(tag(file));
    }

    private static boolean isNewer(final BootFile file, final long dateMs) {
        return file.modifiedMs() / MS_PER_S > dateMs / MS_PER_S;
    }

    private static long dateMs(final String header) {
        return header == null ? ABSENT : HttpDateTime.parseToEpoch(header);
    }
}
