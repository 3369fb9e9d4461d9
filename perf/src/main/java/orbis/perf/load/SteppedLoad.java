package orbis.perf.load;

import java.io.IOException;
import java.util.List;

/** The load generator on the caller's thread, step by step: for benchmarks and for tests of what a step costs. */
public final class SteppedLoad implements AutoCloseable {
    private final LoadRun run;
    private final LoadAgent agent;

    /**
     * Logs the sessions in and begins I/O.
     *
     * @param url      logical unit.
     * @param workload what to do; its times and counts do not matter.
     * @throws IOException when that fails.
     */
    public SteppedLoad(final TargetUrl url, final Workload workload) throws IOException {
        run = new LoadRun(List.of(url), workload.threads(1), LoadObserver.NONE);
        agent = new LoadAgent(run, 0);
        agent.begin(true);
        check();
    }

    /**
     * Goes on until so many more I/Os have ended.
     *
     * @param ios how many; some more may have ended, as they come together.
     * @throws IOException when an I/O failed, or the connection was lost.
     */
    public void run(final long ios) throws IOException {
        final long until = agent.ended() + ios;
        while (agent.ended() < until && !run.over()) {
            agent.cycle();
        }
        check();
    }

    private void check() throws IOException {
        if (run.fault() != null) {
            throw new IOException(run.fault());
        }
    }

    @Override
    public void close() throws IOException {
        agent.end();
        agent.close();
    }
}
