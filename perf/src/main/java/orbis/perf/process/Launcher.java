package orbis.perf.process;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The script {@code orbis}, by which users start it. */
public final class Launcher {
    private static final String NAME = "orbis";

    private Launcher() {
    }

    /**
     * Its path: in the project's folder.
     *
     * @throws IllegalStateException when these classes are not below that.
     */
    public static String path() {
        try {
            Path at = Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            while (at != null && !Files.isRegularFile(at.resolve(NAME))) {
                at = at.getParent();
            }
            if (at == null) {
                throw new IllegalStateException("no launcher '" + NAME + "' above the folder of the benchmarks");
            }
            return at.resolve(NAME).toString();
        } catch (final URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
