package orbis.perf.peer;

import java.util.List;
import orbis.perf.process.Commands;
import picocli.CommandLine.Option;

/**
 * Options that say where a run takes place: a target on cores of its own and its clients on others, so that neither
 * waits for a core that the other occupies. Lists of cores are those of taskset(1), such as 0 or 0,2-3.
 */
public final class Cores {
    @Option(names = "--target-core", paramLabel = "CORES", defaultValue = "0",
        description = "Core or cores of the target, such as 0 or 0,2-3 (default ${DEFAULT-VALUE}).")
    private String target;
    @Option(names = "--client-core", paramLabel = "CORES", defaultValue = "1",
        description = "Core or cores of the client (default ${DEFAULT-VALUE}).")
    private String client;

    /** What stands before the command of a target. */
    public List<String> ofTarget() {
        return List.of("taskset", "-c", target);
    }

    /**
     * Pins this process, which is the client, and with it what it starts from now on.
     *
     * @throws IllegalStateException with what taskset says, when there is no such core.
     */
    public void pinClient() {
        pinClient(ProcessHandle.current().pid());
    }

    /** Pins another process as the client: all its threads. */
    void pinClient(final long pid) {
        Commands.run("taskset", "-a", "-c", "-p", client, Long.toString(pid)).require();
    }

    /** For reports. */
    @Override
    public String toString() {
        return "target on core " + target + ", client on core " + client;
    }
}
