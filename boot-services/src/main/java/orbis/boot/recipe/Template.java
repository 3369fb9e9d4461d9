package orbis.boot.recipe;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places like <code>${kernel}</code>. A line that names a variable without a value is left out; a name
 * that is not known stays, as GRUB and iPXE write their own variables the same way.
 */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z.]+)}");

    private final String text;

    Template(final String text) {
        this.text = text;
    }

    /** The text with its places filled. An empty value is no value. */
    String fill(final Map<String, String> variables) {
        final StringBuilder filled = new StringBuilder();
        for (final String line : text.split("\n")) {
            final String result = fillLine(line, variables);
            if (result != null) {
                filled.append(result).append('\n');
            }
        }
        return filled.toString();
    }

    private static String fillLine(final String line, final Map<String, String> variables) {
        final Matcher matcher = PLACE.matcher(line);
        final StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            final String value = variables.get(matcher.group(1));
            if (value != null && value.isEmpty()) {
                return null;
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value == null ? matcher.group() : value));
        }
        return matcher.appendTail(filled).toString();
    }
}
