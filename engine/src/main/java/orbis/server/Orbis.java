package orbis.server;

/** The command line of Orbis. */
public final class Orbis {
    private Orbis() {
    }

    /**
     * Runs one command.
     *
     * @param args command and its arguments.
     */
    public static void main(final String[] args) {
    }
}
