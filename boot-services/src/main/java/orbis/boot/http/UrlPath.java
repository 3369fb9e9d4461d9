package orbis.boot.http;

/** Takes the percent signs out of a URL's path; what firmware sends is not always well formed. */
final class UrlPath {
    private static final int HEX = 16;

    private UrlPath() {
    }

    /** The path with each byte as one character; null if a percent sign is not followed by two hex digits. */
    static String decode(final String path) {
        final StringBuilder decoded = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            final char c = path.charAt(i);
            if (c != '%') {
                decoded.append(c);
                continue;
            }
            final int high = i + 2 < path.length() ? Character.digit(path.charAt(i + 1), HEX) : -1;
            final int low = i + 2 < path.length() ? Character.digit(path.charAt(i + 2), HEX) : -1;
            if (high < 0 || low < 0) {
                return null;
            }
            decoded.append((char) (high * HEX + low));
            i += 2;
        }
        return decoded.toString();
    }
}
