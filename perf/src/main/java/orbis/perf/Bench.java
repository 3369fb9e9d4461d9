package orbis.perf;

import orbis.perf.jmh.JmhCommand;
import orbis.perf.lab.BootTimesCommand;
import orbis.perf.lab.DemoCommand;
import orbis.perf.load.LoadCommand;
import orbis.perf.peer.CompareCommand;
import orbis.perf.peer.DhcpCommand;
import orbis.perf.peer.TftpCommand;
import orbis.perf.soak.SoakCommand;
import orbis.server.cli.Faults;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the benchmarks. */
@Command(name = "orbis", subcommands = {Bench.Root.class, DemoCommand.class}, mixinStandardHelpOptions = true)
public final class Bench {
    /** {@code orbis bench}. */
    @Command(name = "bench", mixinStandardHelpOptions = true,
        subcommands = {LoadCommand.class, CompareCommand.class, SoakCommand.class, TftpCommand.class,
            DhcpCommand.class, JmhCommand.class, BootTimesCommand.class},
        description = "Measures targets and boots: puts load on one, or compares Orbis with others side by side.")
    static final class Root {
    }

    private Bench() {
    }

    /**
     * Runs one benchmark.
     *
     * @param args command and its arguments.
     */
    public static void main(final String[] args) {
        System.exit(run(args));
    }

    /**
     * Runs one benchmark.
     *
     * @param args command and its arguments.
     * @return exit code: 0 when all went well, 1 when the run failed, 2 when the command line is wrong.
     */
    public static int run(final String... args) {
        return new CommandLine(new Bench())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler((fault, line, parsed) -> {
                Faults.print(fault, line.getErr());
                return 1;
            })
            .execute(args);
    }
}
