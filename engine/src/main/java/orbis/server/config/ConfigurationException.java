package orbis.server.config;

import java.util.List;

/** The configuration has mistakes; all of them are told. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param mistakes a line for each.
     */
    public ConfigurationException(final List<String> mistakes) {
        super(String.join("\n", mistakes));
    }

    /** A line for each. */
    public List<String> mistakes() {
        return getMessage().lines().toList();
    }
}
