package orbis.perf.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A machine on its way from power on to its root, and what it is asked once it is there. */
public final class GuestBoot implements AutoCloseable {
    /** Longer than any road takes on an emulated processor that others work on as well. */
    public static final Duration LIMIT = Duration.ofMinutes(6);
    private static final Pattern ROOT = Pattern.compile("witness: root (\\S+) +(\\S+) on (\\S+) at (\\S+) as (\\S+)");
    private static final Pattern READY = Pattern.compile("witness: (?:found (.*)|(ready))");
    private static final Pattern STATUS = Pattern.compile("^(.*)witness: status (\\d+)");
    private static final int LAST_LINES = 6;

    private final String name;
    private final Path folder;
    private final Capture capture;
    private final Machine machine;

    /**
     * Powers a machine on.
     *
     * @param setup   what it is.
     * @param folder  takes its logs.
     * @param capture of its network, for what it did when it fails.
     * @param onLine  takes each line of its console.
     */
    public GuestBoot(
        final MachineSetup setup, final Path folder, final Capture capture, final Consumer<String> onLine) {
        name = setup.name();
        this.folder = folder;
        this.capture = capture;
        machine = new Machine(setup, folder, onLine);
    }

    /**
     * Waits for the guest's word, after power on or after a reboot.
     *
     * @return the word.
     * @throws IllegalStateException when it does not come, naming the stage at which the machine stopped.
     */
    public GuestWord word() {
        final Matcher root = machine.console().transcript().await(ROOT, LIMIT);
        if (root == null) {
            throw stopped("no word of its root");
        }
        String found = null;
        Matcher next = machine.console().transcript().await(READY, LIMIT);
        if (next != null && next.group(2) == null) {
            found = next.group(1).trim();
            next = machine.console().transcript().await(READY, LIMIT);
        }
        if (next == null) {
            throw stopped("its word broke off");
        }
        return new GuestWord(root.group(1), root.group(2), root.group(3), root.group(4), root.group(5), found);
    }

    /**
     * Has the guest run a command of its shell.
     *
     * @param command one line.
     * @param limit   how long it may take.
     * @throws IllegalStateException when it fails or takes longer.
     */
    public void run(final String command, final Duration limit) {
        machine.console().type(command);
        finish(command, limit);
    }

    /**
     * Waits for the end of a command that was typed.
     *
     * @param command that was.
     * @param limit   how long it may still take.
     * @throws IllegalStateException when it fails or takes longer.
     */
    public void finish(final String command, final Duration limit) {
        final Matcher status = await(command, limit);
        if (!"0".equals(status.group(2))) {
            throw stopped("'" + command + "' ended with " + status.group(2));
        }
    }

    /**
     * Has the guest run a command of its shell, for what it prints.
     *
     * @param command one line.
     * @param limit   how long it may take.
     * @return what it printed and how it ended.
     * @throws IllegalStateException when it takes longer.
     */
    public Answer ask(final String command, final Duration limit) {
        machine.console().type(command);
        final Matcher status = await(command, limit);
        final List<String> lines = new ArrayList<>(machine.console().transcript().passed());
        lines.add(status.group(1));
        return new Answer(String.join("\n", lines), Integer.parseInt(status.group(2)));
    }

    /**
     * Writes the file that a later boot finds.
     *
     * @param text without blanks.
     */
    public void write(final String text) {
        run("echo " + text + " > /var/lib/witness && sync", LIMIT);
    }

    /**
     * Starts the guest again, through its firmware.
     *
     * @return its word, of the new boot.
     */
    public GuestWord reboot() {
        machine.console().type("reboot");
        if (!machine.awaitOff(LIMIT)) {
            throw stopped("it did not restart");
        }
        machine.powerOn();
        return word();
    }

    /** Powers the guest off by its own means, and waits until it is. */
    public void powerOff() {
        machine.console().type("poweroff");
        if (!machine.awaitOff(LIMIT)) {
            throw stopped("it did not power off");
        }
    }

    /**
     * Its serial port.
     *
     * @return the console.
     */
    public Console console() {
        return machine.console();
    }

    @Override
    public void close() {
        machine.close();
    }

    private Matcher await(final String command, final Duration limit) {
        final Matcher status = machine.console().transcript().await(STATUS, limit);
        if (status == null) {
            throw stopped("no answer to '" + command + "' within " + limit.toSeconds() + " s");
        }
        return status;
    }

    private IllegalStateException stopped(final String what) {
        return new IllegalStateException(name + ": " + what + "; last on the wire: " + capture.times().stage()
            + "; last on its console: " + String.join(" | ", machine.console().transcript().last(LAST_LINES))
            + "; logs and capture in " + folder);
    }

    /**
     * What a command of the guest did.
     *
     * @param text   that it printed.
     * @param status that it ended with.
     */
    public record Answer(String text, int status) {
    }
}
