package orbis.perf.boot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A running program and what it prints. */
final class LabProcess {
    private final Process process;
    private final BufferedReader output;

    LabProcess(final Process process) {
        this.process = process;
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The next line, or null when the program has ended. */
    String line() throws IOException {
        return output.readLine();
    }

    /** Ends the program as a power failure would, and waits until it is gone. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
