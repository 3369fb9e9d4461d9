package orbis.server.config;

import static orbis.server.config.Types.bool;
import static orbis.server.config.Types.duration;
import static orbis.server.config.Types.number;
import static orbis.server.config.Types.oneOf;
import static orbis.server.config.Types.path;
import static orbis.server.config.Types.size;
import static orbis.server.config.Types.text;

import java.nio.file.Path;

import orbis.boot.recipe.InitramfsStyle;

/** Keys of the files that clients boot from, and of TFTP and HTTP which serve them. */
public final class BootFileSettings {
    static final SettingGroup FILES = new SettingGroup("Boot files, TFTP and HTTP");

    /** TFTP folder. */
    public static final Setting<Path> TFTP_ROOT = FILES.add("orbis.tftp.root", path(),
        "Folder whose files are served beside the generated ones, by TFTP and HTTP alike. A file there wins over a "
            + "generated one.");
    /** Boot file of an architecture. */
    public static final Setting<String> BOOT_FILE = FILES.add("orbis.boot.file.<arch>", text("a file name"),
        "shim and GRUB by their usual names", () -> null,
        "First file for firmware of an architecture: x86-bios, x64-uefi, arm64-uefi and so on.");
    /** The iPXE of an architecture. */
    public static final Setting<String> IPXE = FILES.add("orbis.boot.ipxe.<arch>", text("a file name"),
        "undionly.kpxe, snponly.efi", () -> null,
        "The iPXE for firmware of an architecture whose client boots by ipxe or san.");
    /** Whose kernel arguments. */
    public static final Setting<InitramfsStyle> INITRAMFS = FILES.add("orbis.boot.initramfs",
        oneOf(InitramfsStyle.class), "auto",
        "Whose kernel arguments name the disk; auto takes dracut's, and those of initramfs-tools for initrd.img-*.");
    /** Templates. */
    public static final Setting<Path> TEMPLATES = FILES.add("orbis.boot.templates", path(),
        "Folder with templates grub.cfg, kernel.ipxe and san.ipxe of your own.");
    /** Cache. */
    public static final Setting<Long> CACHE = FILES.add("orbis.boot.cache", size("1m", "64g"), "256m",
        "Memory off the heap for files that many clients ask for at once; larger files are mapped.");
    /** TFTP port. */
    public static final Setting<Integer> TFTP_PORT = FILES.add("orbis.tftp.port", number(0, 65535), "69",
        "UDP port of TFTP; 0 turns it off.");
    /** Single port. */
    public static final Setting<Boolean> SINGLE_PORT = FILES.add("orbis.tftp.single.port", bool(), "false",
        "Whether files go out from the port of the requests, for firewalls that do not know TFTP.");
    /** Block size. */
    public static final Setting<Integer> BLKSIZE = FILES.add("orbis.tftp.blksize.max", number(512, 65464), "65464",
        "Largest block; more than the interface's MTU carries is never granted.");
    /** Window. */
    public static final Setting<Integer> WINDOWSIZE = FILES.add("orbis.tftp.windowsize.max", number(1, 64), "16",
        "Most blocks before an answer; large windows overrun cheap network cards.");
    /** Transfers. */
    public static final Setting<Integer> TRANSFERS = FILES.add("orbis.tftp.transfers.max", number(1, 65536), "8192",
        "Most transfers at once.");
    /** Transfers of a client. */
    public static final Setting<Integer> CLIENT_TRANSFERS = FILES.add("orbis.tftp.transfers.client",
        number(1, 65536), "32", "Most transfers at once to one address.");
    /** Requests of a client. */
    public static final Setting<Integer> CLIENT_REQUESTS = FILES.add("orbis.tftp.requests.client",
        number(1, 1_000_000), "200", "Most requests a second from one address, over time.");
    /** HTTP port. */
    public static final Setting<Integer> HTTP_PORT = FILES.add("orbis.http.port", number(0, 65535), "8480",
        "Port of HTTP boot; 0 turns it off.");
    /** HTTPS port. */
    public static final Setting<Integer> HTTPS_PORT = FILES.add("orbis.http.tls.port", number(0, 65535), "0",
        "Port of HTTPS; 0 turns it off.");
    /** Certificate. */
    public static final Setting<Path> CERTIFICATE = FILES.add("orbis.http.tls.certificate", path(),
        "PEM file with the certificate of HTTPS and those that sign it. Without it one is made, in https.pem of "
            + "orbis.data.dir, to be enrolled in the firmware.");
    /** Key. */
    public static final Setting<Path> KEY = FILES.add("orbis.http.tls.key", path(),
        "PEM file with the key of that certificate (PKCS #8, not encrypted).");
    /** HTTP connections. */
    public static final Setting<Integer> CONNECTIONS = FILES.add("orbis.http.connections.max",
        number(1, 65536), "1024", "Most connections of HTTP at once; more wait.");
    /** HTTP idle time. */
    public static final Setting<Long> IDLE_TIMEOUT = FILES.add("orbis.http.idle.timeout", duration("1s", "1h"), "30s",
        "Time after which a connection of HTTP on which nothing moves is closed.");
    /** HTTP rate. */
    public static final Setting<Long> MIN_RATE = FILES.add("orbis.http.rate.min", size("0", "1g"), "1k",
        "Bytes a second that a client of HTTP must take at least; 0 for any.");

    private BootFileSettings() {
    }
}
