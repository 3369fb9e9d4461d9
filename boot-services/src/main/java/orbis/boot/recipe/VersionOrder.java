package orbis.boot.recipe;

import java.util.Comparator;

/**
 * Orders versions as packages do: runs of digits by number, runs of letters by letter, a number after a letter's
 * place is newer, {@code ~} older than nothing (rpmvercmp of RPM).
 */
final class VersionOrder implements Comparator<String> {
    static final VersionOrder INSTANCE = new VersionOrder();

    private VersionOrder() {
    }

    @Override
    public int compare(final String a, final String b) {
        int i = 0;
        int j = 0;
        while (true) {
            i = skipSeparators(a, i);
            j = skipSeparators(b, j);
            final boolean tildeA = i < a.length() && a.charAt(i) == '~';
            final boolean tildeB = j < b.length() && b.charAt(j) == '~';
            if (tildeA || tildeB) {
                if (tildeA != tildeB) {
                    return tildeA ? -1 : 1;
                }
                i++;
                j++;
                continue;
            }
            if (i == a.length() || j == b.length()) {
                return Boolean.compare(i < a.length(), j < b.length());
            }
            final boolean digits = isDigit(a.charAt(i));
            if (digits != isDigit(b.charAt(j))) {
                return digits ? 1 : -1;
            }
            final int endA = endOfRun(a, i, digits);
            final int endB = endOfRun(b, j, digits);
            final int order = compareRuns(a.substring(i, endA), b.substring(j, endB), digits);
            if (order != 0) {
                return order;
            }
            i = endA;
            j = endB;
        }
    }

    private static int compareRuns(final String a, final String b, final boolean digits) {
        if (!digits) {
            return a.compareTo(b);
        }
        final String x = a.replaceFirst("^0+", "");
        final String y = b.replaceFirst("^0+", "");
        return x.length() != y.length() ? Integer.compare(x.length(), y.length()) : x.compareTo(y);
    }

    private static int skipSeparators(final String version, final int from) {
        int i = from;
        while (i < version.length() && !isDigit(version.charAt(i)) && !isLetter(version.charAt(i))
            && version.charAt(i) != '~') {
            i++;
        }
        return i;
    }

    private static int endOfRun(final String version, final int from, final boolean digits) {
        int i = from;
        while (i < version.length() && (digits ? isDigit(version.charAt(i)) : isLetter(version.charAt(i)))) {
            i++;
        }
        return i;
    }

    private static boolean isDigit(final char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(final char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
