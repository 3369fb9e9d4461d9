package orbis.perf.load;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Override
    public Integer call() throws Exception {
        final LoadResult result = LoadRun.run(
            urls.stream().map(TargetUrl::parse).toList(), workload, new ProgressLine(spec.commandLine().getErr()));
        spec.commandLine().getOut().println(new LoadSummary(result).text());
        result.messages().forEach(spec.commandLine().getErr()::println);
        return result.errors() + result.mismatches() == 0 ? 0 : 1;
    }
}
