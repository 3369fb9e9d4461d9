package orbis.perf.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import orbis.perf.process.Commands;

/**
 * The disks of the guests, their kernels and boot loaders: built once, and kept under the user's cache folder
 * ({@code $XDG_CACHE_HOME}, or {@code ~/.cache}) until the recipe changes.
 */
public final class GuestImages {
    /** Debian's shim, signed by Microsoft. */
    public static final Path SHIM = Path.of("/usr/lib/shim/shimx64.efi.signed");
    /** Debian's GRUB for the network, signed for shim. */
    public static final Path SIGNED_GRUB = Path.of("/usr/lib/grub/x86_64-efi-signed/grubnetx64.efi.signed");
    /** iPXE that uses the network driver of the firmware. */
    public static final Path SNPONLY = Path.of("/usr/lib/ipxe/snponly.efi");
    private static final String RECIPE = "guest.sh";
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(20);

    private final Path folder;

    private GuestImages(final Path folder) {
        this.folder = folder;
    }

    /**
     * Builds the guests if there are none yet. Takes root, a minute or two, and 150 MB from a mirror of Debian.
     *
     * @return the guests.
     */
    public static synchronized GuestImages ensure() {
        final byte[] recipe = recipe();
        final Path cache = cache();
        final Path folder = cache.resolve(hash(recipe));
        try {
            Files.createDirectories(cache);
            try (FileChannel channel = FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
                if (!Files.exists(folder) && lock.isValid()) {
                    build(recipe, cache, folder);
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return new GuestImages(folder);
    }

    /**
     * The kernel of a guest.
     *
     * @param guest which.
     * @return its file.
     */
    public Path kernel(final Guest guest) {
        return folder.resolve(guest.fileName() + ".vmlinuz");
    }

    /**
     * The initramfs of a guest.
     *
     * @param guest which.
     * @return its file.
     */
    public Path initrd(final Guest guest) {
        return folder.resolve(guest.fileName() + ".initrd");
    }

    /**
     * GRUB, to be loaded by UEFI firmware from the network.
     *
     * @return its file.
     */
    public Path grub() {
        return folder.resolve("grubx64.efi");
    }

    /**
     * Makes a disk for a machine.
     *
     * @param guest  what is on it.
     * @param target the file to make; sparse.
     */
    public void disk(final Guest guest, final Path target) {
        Commands.run("cp", "--sparse=always", "--reflink=auto", folder.resolve(guest.fileName() + ".img").toString(),
            target.toString()).require();
    }

    /**
     * Puts the boot files of a road where TFTP finds them.
     *
     * @param road     which.
     * @param tftpRoot folder to put them in.
     */
    public void publish(final Road road, final Path tftpRoot) {
        switch (road) {
            case UEFI_SAN -> ReferenceServers.publish(SNPONLY, tftpRoot.resolve("snponly.efi"));
            case SECURE_BOOT -> {
                ReferenceServers.publish(SHIM, tftpRoot.resolve("shimx64.efi"));
                publishKernel(road.guest(), SIGNED_GRUB, tftpRoot);
            }
            case PXE_GRUB, UEFI_HTTP -> publishKernel(road.guest(), grub(), tftpRoot);
            case BIOS_SAN, UEFI_ISCSI -> {
                // All that these load is on the disk.
            }
            default -> throw new IllegalArgumentException(road.toString());
        }
    }

    private void publishKernel(final Guest guest, final Path loader, final Path tftpRoot) {
        ReferenceServers.publish(loader, tftpRoot.resolve("grubx64.efi"));
        ReferenceServers.publish(kernel(guest), tftpRoot.resolve("vmlinuz-6.1.0"));
        ReferenceServers.publish(initrd(guest), tftpRoot.resolve("initramfs-6.1.0.img"));
    }

    private static void build(final byte[] recipe, final Path cache, final Path folder) throws IOException {
        LabPackages.requireToBuild();
        final Path half = cache.resolve("half");
        delete(half); // a build that was broken off
        final Path script = Files.createDirectory(half).resolve(RECIPE);
        Files.write(script, recipe);
        try {
            Commands.run(BUILD_LIMIT, List.of("unshare", "-m", "sh", script.toString(), half.toString(),
                Guest.KERNEL_ARGUMENTS)).require();
            Files.move(half, folder);
        } finally {
            delete(half);
        }
    }

    private static void delete(final Path folder) {
        Commands.run("rm", "-rf", folder.toString()).require();
    }

    private static Path cache() {
        final String xdg = System.getenv("XDG_CACHE_HOME");
        final Path caches = xdg == null || xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
        return caches.resolve("orbis").resolve("lab");
    }

    private static byte[] recipe() {
        try (InputStream in = GuestImages.class.getResourceAsStream(RECIPE)) {
            return in.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(final byte[] recipe) {
        try {
            final MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(recipe);
            final byte[] digest = sha.digest(Guest.KERNEL_ARGUMENTS.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
