package orbis.server;

import orbis.server.cli.OrbisCommand;

/** Where the process begins. */
public final class Orbis {
    private Orbis() {
    }

    /**
     * Runs one command.
     *
     * @param args command and its arguments.
     */
    public static void main(final String[] args) {
        System.exit(OrbisCommand.run(args));
    }
}
