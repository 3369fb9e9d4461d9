package orbis.perf.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A machine without a disk, in QEMU: firmware, a network card, a serial port. */
public final class Machine implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Path sockets;
    private final Path variables;
    private final Console console;
    private final Process process;

    /**
     * Powers a machine on.
     *
     * @param setup  what it is.
     * @param folder takes its logs.
     * @param onLine takes each line of its console.
     */
    public Machine(final MachineSetup setup, final Path folder, final Consumer<String> onLine) {
        try {
            sockets = Files.createTempDirectory("orbis-lab");
            variables = sockets.resolve("variables.fd");
            final Path initial = setup.variables() != null ? setup.variables() : setup.firmware().shippedVariables();
            if (initial != null) {
                Files.copy(initial, variables);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        console = new Console(sockets.resolve("serial"), onLine);
        process = Tool.start(folder.resolve(setup.name() + "-qemu.log"), command(setup, folder));
    }

    /**
     * The serial port.
     *
     * @return the console.
     */
    public Console console() {
        return console;
    }

    /**
     * Waits until the machine is off.
     *
     * @param limit how long to wait.
     * @return whether it is.
     */
    public boolean awaitOff(final Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        Tool.stop(process, GRACE);
        console.close();
        try {
            Files.deleteIfExists(variables);
            Files.deleteIfExists(sockets);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Tells whether this computer runs guests by itself. A {@code /dev/kvm} that opens is not enough: hypervisors in
     * software offer one too, and cannot run firmware.
     *
     * @return whether there is KVM on hardware.
     */
    static boolean hasKvm() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return Files.isWritable(Path.of("/dev/kvm"))
                && lines.anyMatch(line -> line.startsWith("flags") && line.matches(".* (vmx|svm)( .*|$)"));
        } catch (final IOException e) {
            return false;
        }
    }

    private List<String> command(final MachineSetup setup, final Path folder) {
        final List<String> command = new ArrayList<>();
        final boolean kvm = hasKvm();
        command.addAll(List.of("nice", "-n", "10", "qemu-system-x86_64", "-name", setup.name(), "-nodefaults"));
        command.addAll(setup.firmware().arguments(variables.toString()));
        // With a frame buffer a guest on an emulated processor spends its time drawing.
        command.addAll(List.of("-display", "none", "-vga", "none",
            "-accel", kvm ? "kvm" : "tcg,thread=multi", "-cpu", kvm ? "host" : "max",
            "-smp", Integer.toString(setup.processors()), "-m", Integer.toString(setup.memoryMb()),
            "-chardev", "socket,id=serial,path=" + sockets.resolve("serial") + ",logfile="
                + folder.resolve(setup.name() + "-serial.log") + ",logappend=off",
            "-serial", "chardev:serial",
            "-netdev", "tap,id=net,script=no,downscript=no,ifname=" + setup.tap().name(),
            "-device", "virtio-net-pci,netdev=net,bootindex=1,mac=" + setup.mac() + setup.firmware().cardProperties()));
        command.addAll(setup.more());
        return setup.network().inside(setup.tap().space(), command);
    }
}
