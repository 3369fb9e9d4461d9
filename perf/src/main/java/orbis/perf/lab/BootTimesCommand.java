package orbis.perf.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orbis bench boot}: how long machines take from power to disk, beside dnsmasq and tgt. */
@Command(name = "boot", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Boots machines in QEMU by Orbis and by dnsmasq with tgt, and compares the times.")
public final class BootTimesCommand implements Callable<Integer> {
    /** Who serves. */
    public enum Servers {
        /** Orbis. */
        ORBIS,
        /** Dnsmasq and tgt. */
        REFERENCE,
        /** One after the other. */
        BOTH
    }

    @Spec
    private CommandSpec spec;
    @Parameters(paramLabel = "ROAD", arity = "0..*", description = "${COMPLETION-CANDIDATES}; all without one.")
    private List<Road> roads = List.of(Road.values());
    @Option(names = "--servers", defaultValue = "BOTH", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Servers servers;
    @Option(names = "--runs", defaultValue = "1", description = "Boots of each (${DEFAULT-VALUE}).")
    private int runs;
    @Option(names = "--folder", defaultValue = "boot-times", description = "For logs and captures (${DEFAULT-VALUE}).")
    private Path folder;

    @Override
    public Integer call() {
        LabPackages.requireToRun();
        final BootTimes times = new BootTimes(folder, spec.commandLine().getOut());
        for (int run = 0; run < runs; run++) {
            if (servers == Servers.BOTH) {
                times.measure(roads);
            } else {
                roads.forEach(road -> times.boot(road, servers == Servers.ORBIS));
            }
        }
        spec.commandLine().getOut().print(times.table());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
