package orbis.perf.peer;

import java.io.IOException;
import java.util.List;
import orbis.perf.process.Cleanup;
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
    @Option(names = "--let-cores-sleep",
        description = "Let cores sleep when there is nothing to do. As a rule a process of the lowest priority keeps "
            + "each of them awake: a virtual one that sleeps is given to other machines, and has to be waited for.")
    private boolean asleep;

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

    /**
     * Keeps both sides' cores awake, unless they are to sleep.
     *
     * @param run until its end.
     */
    public void keepAwake(final Cleanup run) throws IOException {
        if (!asleep) {
            AwakeCores.keep(run, target, client);
        }
    }

    /** For reports. */
    @Override
    public String toString() {
        return "target on core " + target + ", client on core " + client + (asleep ? "" : ", both kept awake");
    }
}
