package orbis.boot.recipe;

import java.util.List;
import java.util.function.Predicate;

import orbis.boot.ClientRecord;

/**
 * The kernel that a client boots, and the initial RAM disk that goes with it.
 *
 * @param kernel name beneath {@code orbis.tftp.root}, or null if there is none.
 * @param initrd name beneath it, or null if there is none.
 */
record KernelFiles(String kernel, String initrd) {
    private static final KernelFiles NONE = new KernelFiles(null, null);
    private static final String PREFIX = "vmlinuz-";
    /** What a name is made of that is written into the files of boot loaders without quotes. */
    private static final String VERSION = "[A-Za-z0-9._+~-]+";
    /** How Fedora, Debian, SUSE and others name it after the kernel's version. */
    private static final List<String> INITRDS = List.of(
        "initramfs-%s.img", "initrd.img-%s", "initrd-%s", "initrd-%s.img", "initramfs-%s", "initrd-%s.gz");

    /** Those of the client's record; else the newest of a folder, one with an initial RAM disk before others. */
    static KernelFiles of(final ClientRecord client, final List<String> names, final Predicate<String> exists) {
        if (client.kernel() != null) {
            return new KernelFiles(
                client.kernel(), client.initrd() != null ? client.initrd() : initrd(client.kernel(), exists));
        }
        KernelFiles newest = names.contains("vmlinuz") ? new KernelFiles("vmlinuz", plainInitrd(exists)) : NONE;
        for (final String name : names) {
            if (isKernel(name)) {
                final KernelFiles candidate = new KernelFiles(name, initrd(name, exists));
                newest = newer(candidate, newest) ? candidate : newest;
            }
        }
        return client.initrd() == null ? newest : new KernelFiles(newest.kernel, client.initrd());
    }

    private static boolean isKernel(final String name) {
        return name.startsWith(PREFIX) && name.substring(PREFIX.length()).matches(VERSION) && !name.contains("rescue");
    }

    private static boolean newer(final KernelFiles candidate, final KernelFiles other) {
        if (other.kernel == null || candidate.initrd != null && other.initrd == null) {
            return true;
        }
        return (candidate.initrd != null || other.initrd == null)
            && VersionOrder.INSTANCE.compare(candidate.kernel, other.kernel) > 0;
    }

    private static String initrd(final String kernel, final Predicate<String> exists) {
        final int folder = kernel.lastIndexOf('/') + 1;
        if (!kernel.startsWith(PREFIX, folder)) {
            return null;
        }
        final String version = kernel.substring(folder + PREFIX.length());
        for (final String pattern : INITRDS) {
            final String name = kernel.substring(0, folder) + pattern.replace("%s", version);
            if (exists.test(name)) {
                return name;
            }
        }
        return null;
    }

    private static String plainInitrd(final Predicate<String> exists) {
        return List.of("initrd.img", "initrd", "initramfs.img", "initrd.gz").stream()
            .filter(exists).findFirst().orElse(null);
    }

    /** Whether the initial RAM disk is named as Debian's initramfs-tools does. */
    boolean hasDebianName() {
        return initrd != null && initrd.contains("initrd.img");
    }
}
