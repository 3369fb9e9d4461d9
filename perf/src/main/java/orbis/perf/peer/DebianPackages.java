package orbis.perf.peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes sure that the peers a run needs (initiators, targets, firmware) are installed on this Debian. */
public final class DebianPackages {
    private static final int UPDATE_TIMEOUT_S = 300;
    private static final int INSTALL_TIMEOUT_S = 900;

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
        final Outcome update = run(UPDATE_TIMEOUT_S, List.of("apt-get", "update", "-q"));
        final Outcome installed = run(INSTALL_TIMEOUT_S, install);
        if (installed.status != 0) {
            // A failed update alone may still leave the lists good enough; together they tell the cause.
            throw new IllegalStateException(advice(missing, "apt-get failed:\n" + update.output + installed.output));
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
            final Outcome asked = run(UPDATE_TIMEOUT_S, List.of("dpkg-query", "-W", "-f", "${Status}", name));
            if (asked.status != 0 || !asked.output.endsWith("ok installed")) {
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

    private static Outcome run(final int timeoutS, final List<String> command) {
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        // invoke-rc.d then starts no daemon: a peer must not sit on the ports that a run gives it.
        builder.environment().put("RUNLEVEL", "1");
        try {
            final Process process = builder.start();
            process.getOutputStream().close();
            final String output = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(timeoutS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Outcome(-1, output);
            }
            return new Outcome(process.exitValue(), output);
        } catch (final IOException e) {
            return new Outcome(-1, e.getMessage());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(-1, "interrupted");
        }
    }

    private record Outcome(int status, String output) {
    }
}
