package orbis.perf.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orbis bench load}: puts load on a target and says what it took. */
@Command(name = "load", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Puts load on a target and measures IOPS, throughput and latency.")
public final class LoadCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Parameters(paramLabel = "URL", arity = "1..*", description = "iscsi://host[:port]/target-iqn/lun")
    private List<String> urls;
    @Mixin
    private Workload workload;
    @Option(names = "--out", paramLabel = "DIR",
        description = "Where a report goes: load.json, load.html with curves of latency, load.hlog with a histogram "
            + "for each second (default: nowhere).")
    private Path out;

    @Override
    public Integer call() throws Exception {
        final LoadObserver progress = new ProgressLine(spec.commandLine().getErr());
        final LoadResult result = out == null ? run(progress) : runWithReport(progress);
        spec.commandLine().getOut().println(new LoadSummary(result).text());
        result.messages().forEach(spec.commandLine().getErr()::println);
        return result.errors() + result.mismatches() == 0 ? 0 : 1;
    }

    private LoadResult run(final LoadObserver observer) throws IOException, InterruptedException {
        return LoadRun.run(urls.stream().map(TargetUrl::parse).toList(), workload, observer);
    }

    private LoadResult runWithReport(final LoadObserver observer) throws IOException, InterruptedException {
        try (LoadReport report = new LoadReport(out, observer)) {
            final LoadResult result = run(report);
            report.write(urls, workload, result);
            return result;
        }
    }
}
