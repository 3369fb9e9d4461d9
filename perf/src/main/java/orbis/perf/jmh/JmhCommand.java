package orbis.perf.jmh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orbis bench jmh}: benchmarks of the parts, with what they allocate. */
@Command(name = "jmh", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Benchmarks the parts: time, and bytes allocated for each operation (gc.alloc.rate.norm).")
public final class JmhCommand implements Callable<Integer> {
    private static final int QUICK_ITERATIONS = 2;

    @Parameters(paramLabel = "PATTERN", arity = "0..*",
        description = "Only benchmarks whose name contains one of these regular expressions.")
    private List<String> patterns = new ArrayList<>();
    @Option(names = "--quick", description = "Few short iterations: a first look.")
    private boolean quick;
    @Option(names = "--forks", paramLabel = "N", defaultValue = "1",
        description = "JVMs, one after the other (default ${DEFAULT-VALUE}).")
    private int forks;
    @Option(names = "--iterations", paramLabel = "N", defaultValue = "5",
        description = "Iterations of a second, after as many to warm up (default ${DEFAULT-VALUE}).")
    private int iterations;
    @Option(names = "--param", paramLabel = "NAME=VALUE[,VALUE]", description = "Only these values of a parameter.")
    private List<String> parameters = new ArrayList<>();
    @Option(names = "--json", paramLabel = "FILE", description = "Writes the results as JSON too.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        final int count = quick ? QUICK_ITERATIONS : iterations;
        final ChainedOptionsBuilder options = new OptionsBuilder().forks(forks)
            .warmupIterations(count).warmupTime(TimeValue.seconds(1))
            .measurementIterations(count).measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class).shouldFailOnError(true).jvmArgsAppend(opens().toArray(new String[0]));
        (patterns.isEmpty() ? List.of("orbis\\.perf") : patterns).forEach(options::include);
        for (final String parameter : parameters) {
            final int equals = parameter.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("--param " + parameter + " is not of the form NAME=VALUE");
            }
            options.param(parameter.substring(0, equals), parameter.substring(equals + 1).split(","));
        }
        if (json != null) {
            options.resultFormat(ResultFormatType.JSON).result(json.toString());
        }
        new Runner(options.build()).run();
        return 0;
    }

    /** What this jar's manifest opens to a JVM that is started with -jar, for those that are not. */
    private static List<String> opens() throws IOException {
        final List<String> switches = new ArrayList<>();
        final var manifests = JmhCommand.class.getClassLoader().getResources("META-INF/MANIFEST.MF");
        while (manifests.hasMoreElements()) {
            try (InputStream in = manifests.nextElement().openStream()) {
                final Attributes attributes = new Manifest(in).getMainAttributes();
                if ("orbis.perf.Bench".equals(attributes.getValue("Main-Class"))) {
                    add(switches, "--add-opens", attributes.getValue("Add-Opens"));
                    add(switches, "--add-exports", attributes.getValue("Add-Exports"));
                }
            }
        }
        return switches;
    }

    private static void add(final List<String> switches, final String name, final String packages) {
        for (final String one : packages.split(" ")) {
            switches.add(name + "=" + one + "=ALL-UNNAMED");
        }
    }
}
