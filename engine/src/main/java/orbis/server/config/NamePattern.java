package orbis.server.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** An iSCSI name in which {@code *} stands for anything. */
public final class NamePattern {
    private final String text;
    private final Pattern pattern;

    /**
     * Makes a pattern.
     *
     * @param text as in the configuration; upper case is folded.
     */
    public NamePattern(final String text) {
        this.text = text.toLowerCase(Locale.ROOT);
        this.pattern = Pattern.compile(Pattern.quote(this.text).replace("*", "\\E.*\\Q"));
    }

    /** Whether a name, in lower case, is meant. */
    public boolean matches(final String name) {
        return pattern.matcher(name).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
