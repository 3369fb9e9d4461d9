package orbis.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import orbis.engine.store.BlockStore;
import orbis.engine.store.StoreOptions;
import orbis.engine.store.Stores;
import orbis.server.DataFolder;
import orbis.server.ServedDisk;
import orbis.server.config.Configuration;
import orbis.server.config.DiskSettings;
import orbis.server.config.TargetSettings;
import orbis.server.config.Units;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Disks: of a running server, or before one runs. */
@Command(name = "disk", mixinStandardHelpOptions = true, description = "Makes, lists, resizes and changes disks.",
    subcommands = {DiskCommand.Create.class, DiskCommand.ListDisks.class, DiskCommand.Resize.class,
        DiskCommand.Set.class})
final class DiskCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: create, list, resize or set");
    }

    /** Makes a disk. */
    @Command(name = "create", mixinStandardHelpOptions = true,
        description = "Makes a disk in a sparse file; a running server serves it at once.")
    static final class Create extends ServerCommand {
        @Parameters(paramLabel = "NAME", description = "Lower-case letters, digits and dashes.")
        private String name;
        @Option(names = "--size", required = true, paramLabel = "SIZE", description = "Such as 40g.")
        private String size;
        @Option(names = "--path", description = "Of the file (default: NAME.img in the data folder).")
        private Path path;
        @Option(names = "--block-size", paramLabel = "BYTES", description = "512 or 4096.")
        private String blockSize;
        @Option(names = "--initiators", paramLabel = "NAMES",
            description = "Who may log in, unless a client owns the disk; * is everybody.")
        private String initiators;

        @Override
        public Integer call() throws Exception {
            final Map<String, String> keys = new LinkedHashMap<>();
            keys.put(DiskSettings.SIZE.keyFor(name), size);
            put(keys, DiskSettings.PATH, name, path == null ? null : path.toAbsolutePath().toString());
            put(keys, DiskSettings.BLOCK_SIZE, name, blockSize);
            put(keys, DiskSettings.INITIATORS, name, initiators);
            if (server().configuration().names(DiskSettings.PATH).contains(name)) {
                throw new IOException("there is a disk " + name + " already");
            }
            final Configuration with = server().configuration().with(keys);
            final String file = ServedDisk.path(with, name);
            if (Files.exists(Path.of(file))) {
                throw new IOException(file + " is there already: to serve it, set " + DiskSettings.PATH.keyFor(name));
            }
            if (path == null) {
                new DataFolder(with.get(TargetSettings.DATA_DIR)).make();
            } else {
                Files.createDirectories(path.toAbsolutePath().getParent());
            }
            // A server makes the file itself: then it can open it, and there is none of a disk that it refuses.
            final Optional<String> told = server().tell("disk", "add", name, keys);
            if (told.isEmpty()) {
                make(with, file);
            }
            say("made " + file + ", " + Units.size(with.get(DiskSettings.SIZE, name)) + ", sparse");
            told.ifPresent(this::say);
            say(server().keep(keys));
            return 0;
        }

        private void make(final Configuration with, final String file) throws IOException {
            final Integer block = with.get(DiskSettings.BLOCK_SIZE, name);
            final BlockStore store = Stores.open(new StoreOptions(
                file, with.get(DiskSettings.SIZE, name), block == null ? 0 : block, false, false));
            store.close();
        }
    }

    /** Lists disks. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the disks of the configuration.")
    static final class ListDisks extends ServerCommand {
        @Override
        public Integer call() throws Exception {
            final Configuration configuration = server().configuration();
            final Table table = new Table().row("DISK", "SIZE", "TARGET", "PATH");
            for (final String name : configuration.names(DiskSettings.PATH)) {
                final String path = ServedDisk.path(configuration, name);
                table.row(name, size(configuration, name, Path.of(path)),
                    ServedDisk.targetName(configuration, name), path);
            }
            say(table.toString());
            return 0;
        }

        private static String size(final Configuration configuration, final String name, final Path path)
                throws IOException {
            if (Files.isRegularFile(path)) {
                return Units.size(Files.size(path));
            }
            final Long size = configuration.get(DiskSettings.SIZE, name);
            return size != null ? Units.size(size) : Files.exists(path) ? "device" : "missing";
        }
    }

    /** Resizes a disk. */
    @Command(name = "resize", mixinStandardHelpOptions = true,
        description = "Gives a disk another size; initiators that use it are told.")
    static final class Resize extends ServerCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "Of the disk.")
        private String name;
        @Parameters(index = "1", paramLabel = "SIZE", description = "Such as 80g.")
        private String size;
        @Option(names = "--shrink", description = "The disk may become smaller, and what was at its end is lost.")
        private boolean shrink;

        @Override
        public Integer call() throws Exception {
            final long bytes = server().configuration().with(Map.of(DiskSettings.SIZE.keyFor(name), size))
                .get(DiskSettings.SIZE, name);
            final Optional<String> told = server().tell("disk", "resize", name, size, shrink ? "shrink" : "grow");
            say(told.isPresent() ? told.get() : resizeFile(bytes));
            say(server().keep(Map.of(DiskSettings.SIZE.keyFor(name), size)));
            return 0;
        }

        /** No server runs: the file is enough. */
        private String resizeFile(final long bytes) throws Exception {
            final Configuration configuration = server().configuration();
            if (!configuration.names(DiskSettings.PATH).contains(name)) {
                throw new IOException("there is no disk " + name);
            }
            final Path path = Path.of(ServedDisk.path(configuration, name));
            if (!Files.isRegularFile(path)) {
                throw new IOException(path + " is not a regular file");
            }
            if (bytes < Files.size(path) && !shrink) {
                throw new IOException("disk " + name + " has " + Units.size(Files.size(path))
                    + "; to make it smaller, say --shrink");
            }
            OfflineResize.run(path, bytes);
            return path + " has " + Units.size(bytes);
        }
    }

    /** Changes a disk. */
    @Command(name = "set", mixinStandardHelpOptions = true,
        description = "Changes a property of a disk of the running server.")
    static final class Set extends ServerCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "Of the disk.")
        private String name;
        @Parameters(index = "1", paramLabel = "KEY",
            description = "initiators, iops.max, rate.max, readonly or redirect.")
        private String key;
        @Parameters(index = "2", paramLabel = "VALUE", description = "May be empty.")
        private String value;

        @Override
        public Integer call() throws Exception {
            change("disk", name, key, value);
            return 0;
        }
    }
}
