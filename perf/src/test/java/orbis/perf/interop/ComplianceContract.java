package orbis.perf.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import orbis.perf.peer.Commands;
import orbis.perf.peer.DebianPackages;
import orbis.perf.peer.OrbisPeer;

/** libiscsi's test suite: it runs to its end, the server stays, and what fails is known and why. */
@Timeout(300)
abstract class ComplianceContract {
    private static final int LEAST_TESTS = 200;

    @TempDir
    private Path folder;

    /** Kind of I/O engine. */
    abstract String engine();

    @Test
    void shouldPassTheTestSuiteOfLibiscsi() throws IOException {
        DebianPackages.require("libiscsi-bin");
        final OrbisPeer orbis = new OrbisPeer(List.of(), folder)
            .disk("disk", folder.resolve("disk.img"))
            .set("orbis.disk.disk.size", "128m")
            .set("orbis.io.engine", engine());
        try (orbis) {
            orbis.start();
            final Commands.Outcome outcome = Commands.run(Duration.ofMinutes(4), List.of(
                "iscsi-test-cu", "--dataloss", "--verbose", "--test=ALL", orbis.url("disk").toString()));
            // Kept beside the reports: what failed is told there at length.
            Files.writeString(Path.of("target", "iscsi-test-cu-" + engine() + ".log"), outcome.output());
            final TestSuiteResult result = TestSuiteResult.parse(outcome.output());
            final Set<String> unknown = new TreeSet<>(result.failed());
            unknown.removeAll(KnownFailures.NAMES);

            assertEquals(Set.of(), unknown);
            assertTrue(outcome.output().contains("Run Summary:"), "it did not run through");
            assertTrue(result.tests() >= LEAST_TESTS, result.summary());
            assertTrue(orbis.process().isAlive(), orbis.log());
            System.out.println("libiscsi's test suite on " + engine() + ": " + result.summary());
        }
    }
}
