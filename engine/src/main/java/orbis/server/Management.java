package orbis.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.boot.dhcp.UnknownMachine;
import orbis.boot.files.FileNames;
import orbis.engine.net.SessionInfo;
import orbis.engine.net.TargetServer;
import orbis.engine.session.Portal;
import orbis.engine.session.RateLimit;
import orbis.server.config.DiskSettings;
import orbis.server.config.NamePattern;
import orbis.server.config.Setting;
import orbis.server.config.Units;
import orbis.server.control.ControlHandler;
import orbis.sys.Errno;

/** What administrators ask of a running server. Each command takes effect at once; files are the client's matter. */
final class Management implements ControlHandler {
    private static final long TIMEOUT_S = 30;

    private final OrbisServer server;
    private final TargetServer target;
    private final DiskRegistry disks;

    Management(final OrbisServer server, final TargetServer target, final DiskRegistry disks) {
        this.server = server;
        this.target = target;
        this.disks = disks;
    }

    @Override
    public String run(final List<String> words) throws Exception {
        final String command = String.join(" ", words.subList(0, Math.min(2, words.size())));
        final List<String> arguments = words.subList(Math.min(2, words.size()), words.size());
        return switch (command) {
            case "session list" -> sessions();
            case "session drop" -> drop(argument(arguments, 0));
            case "disk add" -> server.addDisk(argument(arguments, 0), keys(arguments));
            case "disk resize" -> resize(argument(arguments, 0), argument(arguments, 1),
                "shrink".equals(argument(arguments, 2)));
            case "disk set" -> set(argument(arguments, 0), argument(arguments, 1), argument(arguments, 2));
            case "client add" -> server.addClient(argument(arguments, 0), keys(arguments));
            case "client set" -> server.setClient(
                argument(arguments, 0), argument(arguments, 1), argument(arguments, 2));
            case "client unknown" -> unknown();
            case "client show" -> server.describeBoots(argument(arguments, 0));
            default -> throw new IOException("this server does not know the command " + command);
        };
    }

    private static String argument(final List<String> arguments, final int index) throws IOException {
        if (index >= arguments.size()) {
            throw new IOException("the command lacks an argument");
        }
        return arguments.get(index);
    }

    /** Words after the first, each a key and its value. */
    private static Map<String, String> keys(final List<String> arguments) {
        final Map<String, String> keys = new LinkedHashMap<>();
        for (final String word : arguments.subList(1, arguments.size())) {
            final String[] parts = word.split("=", 2);
            keys.put(parts[0], parts.length < 2 ? "" : parts[1]);
        }
        return keys;
    }

    private String unknown() {
        final StringBuilder lines = new StringBuilder();
        for (final UnknownMachine machine : server.unknownMachines()) {
            lines.append(MacAddress.format(machine.mac())).append('\t')
                .append(machine.architecture() == null ? "-" : machine.architecture().key()).append('\t')
                .append(machine.link()).append('\t')
                .append(machine.relay() == Ipv4.NONE ? "-" : Ipv4.format(machine.relay())).append('\t')
                .append(machine.uuid().isEmpty() ? "-" : machine.uuid()).append('\t')
                .append(FileNames.printable(machine.vendorClass())).append('\n');
        }
        return lines.toString();
    }

    private String sessions() throws Exception {
        final StringBuilder lines = new StringBuilder();
        for (final SessionInfo session : answer(target.sessions())) {
            lines.append(session.identity().tsih()).append('\t').append(session.disk()).append('\t')
                .append(session.peer()).append('\t').append(TimeUnit.NANOSECONDS.toSeconds(session.ageNs()))
                .append('\t').append(session.identity().initiatorName()).append('\n');
        }
        return lines.toString();
    }

    /** Ends the session with a number, or all of an initiator. */
    private String drop(final String which) throws Exception {
        final NamePattern initiator = new NamePattern(which);
        final int count = answer(target.drop(session -> which.equals(Integer.toString(session.identity().tsih()))
            || initiator.matches(session.identity().initiatorName())));
        if (count == 0) {
            throw new IOException("no session is " + which + ", and none is of an initiator of that name");
        }
        return count + (count == 1 ? " session dropped" : " sessions dropped");
    }

    private String resize(final String name, final String text, final boolean mayShrink) throws Exception {
        final ServedDisk disk = here(disk(name));
        final long size = parse(DiskSettings.SIZE, name, text);
        final CompletableFuture<Long> before = new CompletableFuture<>();
        final CompletableFuture<Integer> blockSize = new CompletableFuture<>();
        answer(target.withDevice(disk.targetName(), device -> {
            before.complete(device.store().size());
            blockSize.complete(device.store().logicalBlockSize());
        }));
        if (size % blockSize.get() != 0) {
            throw new IOException("disk " + name + " keeps its size: " + size + " bytes are not whole blocks of "
                + blockSize.get());
        }
        if (size < before.get() && !mayShrink) {
            throw new IOException("disk " + name + " has " + Units.size(before.get())
                + "; to make it smaller, say --shrink");
        }
        final long result = answer(target.resize(disk.targetName(), size));
        if (result < 0) {
            final Path path = Path.of(disk.options().path());
            final boolean device = Files.exists(path) && !Files.isRegularFile(path);
            throw new IOException("disk " + name + " keeps its size: " + (device && result == -Errno.EINVAL
                ? path + " has not " + Units.size(size) + ", change the device first"
                : Errno.message((int) -result)));
        }
        return "disk " + name + " has " + Units.size(size);
    }

    private String set(final String name, final String key, final String text) throws Exception {
        final ServedDisk disk = disk(name);
        switch (key) {
            case "initiators" -> disks.put(disk.initiators(parse(DiskSettings.INITIATORS, name, text).stream()
                .map(NamePattern::new).toList()));
            case "redirect" -> server.serve(disk.redirect(
                parse(DiskSettings.REDIRECT, name, text), disk.permanent()));
            case "readonly" -> setReadOnly(disk, parse(DiskSettings.READ_ONLY, name, text));
            case "iops.max" -> limit(disk, new RateLimit(
                parse(DiskSettings.IOPS_MAX, name, text), disk.rate().bytesPerSecond()));
            case "rate.max" -> limit(disk, new RateLimit(
                disk.rate().commandsPerSecond(), parse(DiskSettings.RATE_MAX, name, text)));
            default -> throw new IOException("orbis.disk." + name + '.' + key
                + " cannot be changed while the server runs, but initiators, iops.max, rate.max, readonly and "
                + "redirect can");
        }
        return "orbis.disk." + name + '.' + key + " = " + text;
    }

    private void setReadOnly(final ServedDisk disk, final boolean value) throws Exception {
        if (disk.options().readOnly() && !value) {
            throw new IOException("disk " + disk.name() + " was opened for reading only: set "
                + DiskSettings.READ_ONLY.keyFor(disk.name()) + " = false, and start the server again");
        }
        answer(target.withDevice(here(disk).targetName(), device -> device.readOnly(value)));
    }

    private void limit(final ServedDisk disk, final RateLimit rate) throws Exception {
        answer(target.limit(here(disk).targetName(), rate));
        disks.put(disk.rate(rate));
    }

    private static <T> T parse(final Setting<T> setting, final String name, final String text) throws IOException {
        try {
            return setting.type().parser().apply(text);
        } catch (final IllegalArgumentException wrong) {
            throw new IOException(setting.keyFor(name) + " = " + text + ": " + wrong.getMessage() + "; must be "
                + setting.type().bound(), wrong);
        }
    }

    private ServedDisk disk(final String name) throws IOException {
        final ServedDisk disk = disks.byName(name);
        if (disk == null) {
            throw new IOException("there is no disk " + name + "; the disks are "
                + Arrays.toString(disks.all().stream().map(ServedDisk::name).toArray()));
        }
        return disk;
    }

    /** A disk that is open: others were redirected when the server started. */
    private ServedDisk here(final ServedDisk disk) throws IOException {
        if (!target.serves(disk.targetName())) {
            throw new IOException("disk " + disk.name() + " is not open here: it is redirected to "
                + new Portal(disk.redirect(), 1).text());
        }
        return disk;
    }

    private static <T> T answer(final CompletableFuture<T> question) throws Exception {
        try {
            return question.get(TIMEOUT_S, TimeUnit.SECONDS);
        } catch (final TimeoutException late) {
            throw new IOException("no answer from the disk's agent within " + TIMEOUT_S + " s", late);
        }
    }
}
