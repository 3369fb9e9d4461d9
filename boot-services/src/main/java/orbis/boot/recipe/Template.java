package orbis.boot.recipe;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places like <code>${kernel}</code>. A line that names a variable without a value is left out, but an
 * argument without one is left out of its line, with the blank before it. A name that is not known stays, as GRUB and
 * iPXE write their own variables the same way.
 */
final class Template {
    private static final Pattern PLACE = Pattern.compile("( ?)\\$\\{([a-z.]+)}");
    private static final Set<String> ARGUMENTS = Set.of("args", "args.grub", "initrd.argument");

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
            final String name = matcher.group(2);
            final String value = variables.get(name);
            if (value == null) {
                matcher.appendReplacement(filled, Matcher.quoteReplacement(matcher.group()));
            } else if (!value.isEmpty()) {
                matcher.appendReplacement(filled, Matcher.quoteReplacement(matcher.group(1) + value));
            } else if (ARGUMENTS.contains(name)) {
                matcher.appendReplacement(filled, "");
            } else {
                return null;
            }
        }
        return matcher.appendTail(filled).toString();
    }
}
