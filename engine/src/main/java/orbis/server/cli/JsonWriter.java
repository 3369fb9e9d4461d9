package orbis.server.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes JSON. Commas come by themselves. */
final class JsonWriter {
    private final StringBuilder text = new StringBuilder();
    private final Deque<Character> open = new ArrayDeque<>();
    private boolean first = true;

    JsonWriter object() {
        return begin('{', '}');
    }

    JsonWriter array() {
        return begin('[', ']');
    }

    private JsonWriter begin(final char start, final char end) {
        comma();
        text.append(start);
        open.push(end);
        first = true;
        return this;
    }

    JsonWriter end() {
        text.append(open.pop());
        first = false;
        return this;
    }

    JsonWriter key(final String key) {
        comma();
        quote(key);
        text.append(':');
        first = true;
        return this;
    }

    JsonWriter value(final String value) {
        comma();
        quote(value);
        return this;
    }

    JsonWriter value(final long value) {
        comma();
        text.append(value);
        return this;
    }

    JsonWriter value(final double value) {
        comma();
        text.append(value);
        return this;
    }

    private void comma() {
        if (!first) {
            text.append(',');
        }
        first = false;
    }

    private void quote(final String value) {
        text.append('"');
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
            } else if (c < 0x20) {
                text.append(String.format("\\u%04x", c));
            } else {
                text.append((char) c);
            }
        });
        text.append('"');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
