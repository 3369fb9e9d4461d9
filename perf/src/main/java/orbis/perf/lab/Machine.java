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
import orbis.perf.process.Cleanup;
import orbis.perf.process.Commands;

/** A machine without a disk, in QEMU: firmware, a network card, a serial port. */
public final class Machine implements AutoCloseable {
    /** Without what costs an emulated processor more than it gives: moves by the byte, a fifth level of page tables. */
    private static final String EMULATED = "max,erms=off,fsrm=off,la57=off,smap=off,pku=off";
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Cleanup cleanup = new Cleanup();
    private final Path sockets;
    private final Path variables;
    private final Console console;
    private final List<String> command;
    private final Path log;
    private Process process;

    /**
     * Powers a machine on. When its guest restarts it, it goes off instead: QEMU keeps the code that it translated over
     * a restart, and crawls through every page of memory that held some.
     *
     * @param setup  what it is.
     * @param folder takes its logs.
     * @param onLine takes each line of its console.
     */
    public Machine(final MachineSetup setup, final Path folder, final Consumer<String> onLine) {
        try {
            sockets = cleanup.folder("orbis-lab");
            variables = sockets.resolve("variables.fd");
            final Path initial = setup.variables() != null ? setup.variables() : setup.firmware().shippedVariables();
            if (initial != null) {
                Files.copy(initial, variables);
            }
            console = cleanup.make(() -> new Console(sockets.resolve("serial"), onLine));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        command = command(setup, folder);
        log = folder.resolve(setup.name() + "-qemu.log");
        powerOn();
    }

    /** Switches it on, again when it is off; its firmware has kept its variables. */
    void powerOn() {
        console.listen();
        process = Commands.start(log, command);
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
        Commands.stop(process, GRACE);
        cleanup.close();
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
        final List<String> qemu = new ArrayList<>();
        final boolean kvm = hasKvm();
        qemu.addAll(List.of("qemu-system-x86_64", "-name", setup.name(), "-nodefaults", "-no-reboot"));
        qemu.addAll(setup.firmware().arguments(variables.toString()));
        // With a frame buffer a guest on an emulated processor spends its time drawing.
        qemu.addAll(List.of("-display", "none", "-vga", "none",
            "-accel", kvm ? "kvm" : "tcg,thread=multi", "-cpu", kvm ? "host" : EMULATED,
            "-smp", Integer.toString(setup.processors()), "-m", Integer.toString(setup.memoryMb()),
            "-chardev", "socket,id=serial,path=" + sockets.resolve("serial") + ",logfile="
                + folder.resolve(setup.name() + "-serial.log") + ",logappend=on",
            "-serial", "chardev:serial",
            "-netdev", "tap,id=net,script=no,downscript=no,ifname=" + setup.tap().name(),
            "-device", "virtio-net-pci,netdev=net,bootindex=1,mac=" + setup.mac() + setup.firmware().cardProperties()));
        qemu.addAll(setup.more());
        return setup.network().inside(setup.tap().space(), qemu);
    }
}
