package orbis.perf.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes sure that the peers a run needs (initiators, targets, firmware) are installed on this Debian. */
public final class DebianPackages {
    private static final Duration UPDATE_LIMIT = Duration.ofMinutes(5);
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(15);
    /** With its run level invoke-rc.d starts no daemon: a peer must not sit on the ports that a run gives it. */
    private static final Map<String, String> QUIETLY = Map.of("DEBIAN_FRONTEND", "noninteractive", "RUNLEVEL", "1");

    private DebianPackages() {
    }

    /**
     * Installs those of the packages that are missing. That takes root; without it, and when apt fails, nothing
     * is left out: the caller fails, by a message that names the packages and the command that brings them.
     *
     * @param packages names of Debian packages.
     * @throws IllegalStateException when a package is missing and cannot be installed.
     */
    public static synchronized void require(final String... packages) {
        final List<String> missing = missing(packages);
        if (missing.isEmpty()) {
            return;
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new IllegalStateException(advice(missing, "not installed, and only root can install"));
        }
        final List<String> install = new ArrayList<>(List.of("apt-get", "install", "-y", "-q",
            "--no-install-recommends", "-o", "DPkg::Lock::Timeout=600"));
        install.addAll(missing);
        final Commands.Outcome update = run(UPDATE_LIMIT, List.of("apt-get", "update", "-q"));
        final Commands.Outcome installed = run(INSTALL_LIMIT, install);
        if (installed.status() != 0) {
            // A failed update alone may still leave the lists good enough; together they tell the cause.
            throw new IllegalStateException(
                advice(missing, "apt-get failed:\n" + update.output() + installed.output()));
        }
    }

    /**
     * Tells which packages are not installed.
     *
     * @param packages names of Debian packages.
     * @return those of them that dpkg does not know as installed, in the order given.
     */
    public static List<String> missing(final String... packages) {
        final List<String> missing = new ArrayList<>();
        for (final String name : packages) {
            final Commands.Outcome asked = run(UPDATE_LIMIT, List.of("dpkg-query", "-W", "-f", "${Status}", name));
            if (asked.status() != 0 || !asked.output().endsWith("ok installed")) {
                missing.add(name);
            }
        }
        return missing;
    }

    /**
     * The message of a failure.
     *
     * @param missing names of packages.
     * @param cause   why they are missing still.
     * @return a text that names the packages and the command that installs them.
     */
    static String advice(final List<String> missing, final String cause) {
        final String names = String.join(" ", missing);
        return "needs " + names + " (" + cause + "): apt-get update && apt-get install -y "
            + "--no-install-recommends " + names;
    }

    private static Commands.Outcome run(final Duration limit, final List<String> command) {
        try {
            return Commands.run(limit, QUIETLY, command);
        } catch (final IllegalStateException noSuchProgram) {
            return new Commands.Outcome(command, -1, noSuchProgram.getMessage());
        }
    }
}
