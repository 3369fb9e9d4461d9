package orbis.perf.report;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes maps, lists, strings, numbers and truth values as JSON (RFC 8259). */
public final class Json {
    private Json() {
    }

    /** A value as JSON, with a line feed at its end. */
    public static String of(final Object value) {
        final StringBuilder out = new StringBuilder();
        write(out, value);
        return out.append('\n').toString();
    }

    private static void write(final StringBuilder out, final Object value) {
        if (value instanceof Map<?, ?> map) {
            out.append('{');
            for (final Iterator<? extends Map.Entry<?, ?>> all = map.entrySet().iterator(); all.hasNext();) {
                final Map.Entry<?, ?> entry = all.next();
                string(out, entry.getKey().toString());
                out.append(':');
                write(out, entry.getValue());
                out.append(all.hasNext() ? "," : "");
            }
            out.append('}');
        } else if (value instanceof List<?> list) {
            out.append('[');
            for (final Iterator<?> all = list.iterator(); all.hasNext();) {
                write(out, all.next());
                out.append(all.hasNext() ? "," : "");
            }
            out.append(']');
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            out.append("null");
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            string(out, value.toString());
        }
    }

    private static void string(final StringBuilder out, final String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
