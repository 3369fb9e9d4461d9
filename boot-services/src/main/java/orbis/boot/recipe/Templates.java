package orbis.boot.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import orbis.boot.files.DiskFile;

/** Templates by name: the administrator's where there is one, else those that come with this program. */
final class Templates {
    static final String GRUB = "grub.cfg";
    static final String IPXE_KERNEL = "kernel.ipxe";
    static final String IPXE_SAN = "san.ipxe";

    private static final int MAX_LENGTH = 1 << 20;

    private final Path folder;
    private final Map<String, Template> builtIn = new ConcurrentHashMap<>();

    /** Templates of a folder; null for only those that come with this program. */
    Templates(final Path folder) {
        this.folder = folder;
    }

    /** A template; may read a file. */
    Template template(final String name) {
        final DiskFile own = folder == null ? null : DiskFile.of(folder.resolve(name));
        if (own == null || own.length() > MAX_LENGTH) {
            return builtIn.computeIfAbsent(name, Templates::load);
        }
        try {
            return new Template(Files.readString(own.path()));
        } catch (final IOException e) {
            throw new UncheckedIOException("template " + own.path() + " cannot be read", e);
        }
    }

    private static Template load(final String name) {
        try (InputStream in = Templates.class.getResourceAsStream(name)) {
            return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
