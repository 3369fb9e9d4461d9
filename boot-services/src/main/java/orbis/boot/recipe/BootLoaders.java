package orbis.boot.recipe;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import orbis.protocol.dhcp.Architecture;

/**
 * Which boot loader an architecture's firmware is sent: by the configuration, else one that is there by its usual
 * name.
 */
final class BootLoaders {
    private static final Map<Architecture, List<String>> GRUB = Map.of(
        Architecture.X86_BIOS, List.of("core.0", "grub.0", "boot/grub/i386-pc/core.0", "grub/i386-pc/core.0"),
        Architecture.X86_UEFI, List.of("shimia32.efi", "grubia32.efi", "bootia32.efi"),
        Architecture.X64_UEFI, List.of(
            "shimx64.efi", "grubx64.efi", "bootx64.efi", "EFI/BOOT/BOOTX64.EFI", "boot/grub/x86_64-efi/core.efi"),
        Architecture.ARM32_UEFI, List.of("grubarm.efi", "bootarm.efi"),
        Architecture.ARM64_UEFI, List.of(
            "shimaa64.efi", "grubaa64.efi", "bootaa64.efi", "EFI/BOOT/BOOTAA64.EFI", "boot/grub/arm64-efi/core.efi"),
        Architecture.RISCV64_UEFI, List.of("grubriscv64.efi", "bootriscv64.efi"),
        Architecture.LOONGARCH64_UEFI, List.of("grubloongarch64.efi", "bootloongarch64.efi"));
    private static final Map<Architecture, List<String>> IPXE = Map.of(
        Architecture.X86_BIOS, List.of("undionly.kpxe", "ipxe.pxe"),
        Architecture.X86_UEFI, List.of("snponly-ia32.efi", "ipxe-ia32.efi"),
        Architecture.X64_UEFI, List.of("snponly.efi", "ipxe.efi", "ipxe-shimx64.efi"),
        Architecture.ARM32_UEFI, List.of("snponly-arm32.efi", "ipxe-arm32.efi"),
        Architecture.ARM64_UEFI, List.of("snponly-arm64.efi", "ipxe-arm64.efi"));

    private final RecipeSettings settings;

    BootLoaders(final RecipeSettings settings) {
        this.settings = settings;
    }

    /** All names that may be asked about. */
    static List<String> candidates() {
        return Stream.of(GRUB, IPXE).flatMap(map -> map.values().stream())
            .flatMap(List::stream).toList();
    }

    /** GRUB, behind shim where that is there too. */
    String grub(final Architecture architecture, final Set<String> present) {
        return choose(settings.loaders(), GRUB, architecture, present);
    }

    /** The iPXE that takes the network from the firmware. */
    String ipxe(final Architecture architecture, final Set<String> present) {
        return choose(settings.ipxe(), IPXE, architecture, present);
    }

    boolean hasGrub(final Architecture architecture, final Set<String> present) {
        final String name = grub(architecture, present);
        return name != null && (present.contains(name) || settings.loaders().containsKey(running(architecture)));
    }

    /** The one that is configured, else the first one that is there, else the one that should be; null for none. */
    private static String choose(
        final Map<Architecture, String> configured, final Map<Architecture, List<String>> usual,
        final Architecture architecture, final Set<String> present) {
        final Architecture running = running(architecture);
        final String own = configured.get(running);
        final List<String> names = usual.getOrDefault(running, List.of());
        if (own != null || names.isEmpty()) {
            return own;
        }
        for (final String name : names) {
            if (present.contains(name) && hasSecondStage(name, present)) {
                return name;
            }
        }
        return names.stream().filter(name -> !name.startsWith("shim")).findFirst().orElseThrow();
    }

    /** Shim is of no use without the GRUB that it loads from the same folder. */
    private static boolean hasSecondStage(final String name, final Set<String> present) {
        return !name.startsWith("shim") || present.contains(name.replace("shim", "grub"));
    }

    /** What the machine really is: some 64-bit firmware gives another code, and none is given by old PCs. */
    private static Architecture running(final Architecture architecture) {
        if (architecture == null) {
            return Architecture.X86_BIOS;
        }
        return architecture == Architecture.EBC || architecture == Architecture.XSCALE_UEFI
            ? Architecture.X64_UEFI : architecture;
    }
}
