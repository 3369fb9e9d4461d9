package orbis.perf.lab;

import java.nio.file.Path;
import java.util.List;

/**
 * What a machine is.
 *
 * @param name       of it, and of its logs.
 * @param firmware   what it starts with.
 * @param mac        address of its network card.
 * @param network    that it is on.
 * @param tap        the socket that its card is plugged into.
 * @param processors how many.
 * @param memoryMb   in MiB.
 * @param variables  of its firmware; null for those that it is shipped with.
 * @param more       arguments of QEMU.
 */
public record MachineSetup(String name, Firmware firmware, String mac, LabNetwork network, LabNetwork.Tap tap,
        int processors, int memoryMb, Path variables, List<String> more) {
    /** The least that a guest boots in: its initramfs is unpacked twice over. */
    private static final int MEMORY_MB = 768;

    /**
     * A machine as most are.
     *
     * @param name     of it, and of its logs.
     * @param firmware what it starts with.
     * @param mac      address of its network card.
     * @param network  that it is on.
     * @param tap      the socket that its card is plugged into.
     */
    public MachineSetup(final String name, final Firmware firmware, final String mac, final LabNetwork network,
            final LabNetwork.Tap tap) {
        this(name, firmware, mac, network, tap, 1, MEMORY_MB, null, List.of());
    }

    /**
     * The same machine with other variables in its firmware.
     *
     * @param other variables.
     * @return the machine.
     */
    public MachineSetup withVariables(final Path other) {
        return new MachineSetup(name, firmware, mac, network, tap, processors, memoryMb, other, more);
    }

    /**
     * The same machine with PXE switched off, as in its setup: firmware tries it before HTTP boot and iSCSI.
     *
     * @return the machine.
     */
    public MachineSetup withoutPxe() {
        return with("-fw_cfg", "name=opt/org.tianocore/IPv4PXESupport,string=no",
            "-fw_cfg", "name=opt/org.tianocore/IPv6PXESupport,string=no");
    }

    /**
     * The same machine with more arguments of QEMU.
     *
     * @param arguments added at the end.
     * @return the machine.
     */
    public MachineSetup with(final String... arguments) {
        return new MachineSetup(name, firmware, mac, network, tap, processors, memoryMb, variables,
            List.of(arguments));
    }
}
