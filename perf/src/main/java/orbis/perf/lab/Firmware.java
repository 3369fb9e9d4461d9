package orbis.perf.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a machine starts with. */
public enum Firmware {
    /** UEFI (OVMF), with its own network drivers: PXE, HTTP boot, iSCSI. */
    UEFI,
    /** UEFI with Secure Boot enforced, and the keys that machines are sold with. */
    UEFI_SECURE,
    /** BIOS (SeaBIOS), with iPXE in the ROM of its network card. */
    BIOS;

    private static final String FOLDER = "/usr/share/OVMF/";

    /**
     * The variables that the machine is shipped with.
     *
     * @return a file to copy, or null where there is none.
     */
    public Path shippedVariables() {
        return switch (this) {
            case UEFI -> Path.of(FOLDER + "OVMF_VARS_4M.fd");
            case UEFI_SECURE -> Path.of(FOLDER + "OVMF_VARS_4M.ms.fd");
            case BIOS -> null;
        };
    }

    /**
     * What QEMU is told.
     *
     * @param variables the machine's own copy of its variables.
     * @return arguments.
     */
    List<String> arguments(final String variables) {
        final List<String> arguments = new ArrayList<>();
        arguments.add("-machine");
        arguments.add(this == UEFI_SECURE ? "q35,smm=on" : "q35");
        if (this == BIOS) {
            return arguments;
        }
        if (this == UEFI_SECURE) {
            // Only firmware in system management mode may write the variables that Secure Boot trusts.
            arguments.addAll(List.of("-global", "driver=cfi.pflash01,property=secure,value=on",
                "-global", "ICH9-LPC.disable_s3=1"));
        }
        final String code = FOLDER + (this == UEFI_SECURE ? "OVMF_CODE_4M.secboot.fd" : "OVMF_CODE_4M.fd");
        arguments.addAll(List.of(
            "-drive", "if=pflash,format=raw,unit=0,readonly=on,file=" + code,
            "-drive", "if=pflash,format=raw,unit=1,file=" + variables));
        return arguments;
    }

    /**
     * What the network card is told.
     *
     * @return properties, beginning with a comma, or nothing.
     */
    String cardProperties() {
        // Without a ROM of its own the card is driven by OVMF: its own PXE, HTTP boot and iSCSI.
        return this == BIOS ? "" : ",romfile=";
    }
}
