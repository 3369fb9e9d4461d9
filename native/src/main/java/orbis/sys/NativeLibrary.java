package orbis.sys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * Loads the compiled half of this package from a resource of the jar. Whether that works depends on the machine:
 * what is wrong is kept, to be told at start.
 */
public final class NativeLibrary {
    private static final String UNAVAILABILITY_CAUSE = load();

    private NativeLibrary() {
    }

    /** Whether the library is loaded. */
    public static boolean available() {
        return UNAVAILABILITY_CAUSE == null;
    }

    /** Why the library is not loaded; null when it is. */
    public static String unavailabilityCause() {
        return UNAVAILABILITY_CAUSE;
    }

    /**
     * Makes sure that native methods can be called.
     *
     * @throws UnsatisfiedLinkError with the cause when the library is not loaded.
     */
    public static void require() {
        if (UNAVAILABILITY_CAUSE != null) {
            throw new UnsatisfiedLinkError(UNAVAILABILITY_CAUSE);
        }
    }

    /**
     * Where the library for a system lies on the class path.
     *
     * @param os   as the system property {@code os.name} has it.
     * @param arch as the system property {@code os.arch} has it.
     * @return path of the resource.
     */
    static String resource(final String os, final String arch) {
        final String machine = "amd64".equals(arch) ? "x86_64" : arch;
        return "/orbis/sys/" + os.toLowerCase(Locale.ROOT) + "-" + machine + "/liborbis.so";
    }

    private static String load() {
        final String os = System.getProperty("os.name");
        final String arch = System.getProperty("os.arch");
        final String resource = resource(os, arch);
        try (InputStream library = NativeLibrary.class.getResourceAsStream(resource)) {
            if (library == null) {
                return "no native library was built for " + os + " on " + arch + " (" + resource + ")";
            }
            final Path file = Files.createTempFile("liborbis", ".so");
            try {
                Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
                System.load(file.toString());
            } finally {
                Files.deleteIfExists(file);
            }
            return null;
        } catch (final IOException | UnsatisfiedLinkError e) {
            return "the native library cannot be loaded from " + System.getProperty("java.io.tmpdir")
                + " (full, or mounted noexec? -Djava.io.tmpdir=DIR names another): " + e.getMessage();
        }
    }
}
