package orbis.server.cli;

import java.util.Arrays;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sessions of a running server. */
@Command(name = "session", mixinStandardHelpOptions = true, description = "Lists and drops sessions.",
    subcommands = {SessionCommand.ListSessions.class, SessionCommand.Drop.class})
final class SessionCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: list or drop");
    }

    /** Lists. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the sessions of the server.")
    static final class ListSessions extends ServerCommand {
        @Override
        public Integer call() throws Exception {
            final Table table = new Table().row("SESSION", "DISK", "ADDRESS", "SECONDS", "INITIATOR");
            server().demand("session", "list").lines().map(line -> line.split("\t", -1))
                .forEach(cells -> table.row(Arrays.copyOf(cells, cells.length, Object[].class)));
            say(table.toString());
            return 0;
        }
    }

    /** Drops. */
    @Command(name = "drop", mixinStandardHelpOptions = true,
        description = "Ends a session; most initiators log in again at once.")
    static final class Drop extends ServerCommand {
        @Parameters(paramLabel = "SESSION", description = "Its number, or an initiator's name (* for any part).")
        private String session;

        @Override
        public Integer call() throws Exception {
            say(server().demand("session", "drop", session));
            return 0;
        }
    }
}
