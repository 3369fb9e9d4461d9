package orbis.perf.road;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import orbis.perf.lab.GuestBoot;

/** The shell of a guest: keeps what its commands print, and collects what of it was not as expected. */
final class GuestShell {
    private final GuestBoot boot;
    private final Path log;
    private final List<String> complaints = new ArrayList<>();

    GuestShell(final GuestBoot boot, final Path log) {
        this.boot = boot;
        this.log = log;
    }

    /** Runs a command that shall end well, and print something that each expression is found in. */
    void run(final String command, final String... expressions) {
        check(0, command, expressions);
    }

    /** Runs a command that shall end with another status than zero. */
    void refused(final int status, final String command, final String... expressions) {
        check(status, command, expressions);
    }

    /** To be called last: one boot tells of everything that went wrong, not of the first thing only. */
    void assertAllWentWell() {
        assertEquals(List.of(), complaints, () -> "what the guest printed is in " + log);
    }

    private void check(final int status, final String command, final String... expressions) {
        final GuestBoot.Answer answer = boot.ask(command, GuestBoot.LIMIT);
        keep("$ " + command + "\n" + answer.text() + "\n=> " + answer.status() + "\n");
        if (answer.status() != status) {
            complaints.add("'" + command + "' ended with " + answer.status() + ", not " + status);
        }
        for (final String expression : expressions) {
            if (!Pattern.compile(expression).matcher(answer.text()).find()) {
                complaints.add("'" + command + "' did not print '" + expression + "'");
            }
        }
    }

    private void keep(final String text) {
        try {
            Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
