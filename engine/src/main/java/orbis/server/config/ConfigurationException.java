package orbis.server.config;

import java.util.List;

/** The configuration has mistakes; all of them are told. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final List<String> mistakes;

    /**
     * Makes an exception.
     *
     * @param mistakes a line for each.
     */
    public ConfigurationException(final List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** A line for each. */
    public List<String> mistakes() {
        return mistakes;
    }
}
