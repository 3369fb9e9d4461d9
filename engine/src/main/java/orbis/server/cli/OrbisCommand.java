package orbis.server.cli;

import java.io.IOException;
import java.io.PrintWriter;

import orbis.server.config.ConfigurationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line: what stands before all other commands. */
@Command(name = "orbis", mixinStandardHelpOptions = true, versionProvider = OrbisCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Disks over iSCSI, and the way to boot from them, for machines without disks.",
    subcommands = {ServeCommand.class, ConfigCommand.class, StatusCommand.class, DiskCommand.class,
        SessionCommand.class, ClientCommand.class, CommandLine.HelpCommand.class},
    footerHeading = "%nExit codes:%n",
    footer = {
        "  0  done",
        "  1  it failed; standard error says why",
        "  2  wrong usage, or mistakes in the configuration",
        "  3  no server runs",
        "",
        "`orbis bench` measures, `orbis demo` shows: see their --help."})
public final class OrbisCommand {
    /** It failed. */
    static final int FAILURE = 1;
    /** Wrong usage or configuration. */
    static final int USAGE = 2;
    /** No server runs. */
    static final int NO_SERVER = 3;

    private OrbisCommand() {
    }

    /**
     * Runs one command.
     *
     * @param args command and its arguments.
     * @return exit code.
     */
    public static int run(final String... args) {
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        final CommandLine line = new CommandLine(new OrbisCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((fault, failed, parsed) -> explain(fault, failed.getErr()));
        return line;
    }

    private static int explain(final Exception fault, final PrintWriter err) {
        if (fault instanceof IOException && fault.getCause() instanceof ConfigurationException cause) {
            return explain(cause, err);
        }
        if (fault instanceof ConfigurationException mistakes) {
            mistakes.mistakes().forEach(mistake -> err.println("orbis: " + mistake));
            return USAGE;
        }
        if (fault instanceof NoServerException) {
            err.println("orbis: " + fault.getMessage());
            return NO_SERVER;
        }
        Faults.print(fault, err);
        return FAILURE;
    }

    /** Version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            final String version = OrbisCommand.class.getPackage().getImplementationVersion();
            return new String[] {"orbis " + (version == null ? "of this tree" : version)};
        }
    }
}
