package orbis.server.config;

import static orbis.server.config.Types.anyOf;
import static orbis.server.config.Types.bool;
import static orbis.server.config.Types.iscsiNamePattern;
import static orbis.server.config.Types.listOf;
import static orbis.server.config.Types.number;
import static orbis.server.config.Types.oneOf;
import static orbis.server.config.Types.orNone;
import static orbis.server.config.Types.path;
import static orbis.server.config.Types.portal;
import static orbis.server.config.Types.size;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

import orbis.protocol.iscsi.Digests;

/** Keys of a disk. */
public final class DiskSettings {
    /** What a disk is made of. */
    public enum Kind {
        /** What the path leads to. */
        AUTO,
        /** A sparse file. */
        FILE,
        /** A block device. */
        DEVICE,
        /** Memory, lost with the process. */
        MEMORY
    }

    /** How a disk's bytes are encrypted where they are kept. */
    public enum Encryption {
        /** Not at all. */
        NONE,
        /** By AES with a key of 256 bits, in XTS mode. */
        AES_256_XTS
    }

    static final SettingGroup DISK = new SettingGroup("A disk");

    /** Path. */
    public static final Setting<Path> PATH = DISK.add("orbis.disk.<name>.path", path(), "<data dir>/<name>.img",
        () -> null, "A regular file or a block device.");
    /** Size. */
    public static final Setting<Long> SIZE = DISK.add("orbis.disk.<name>.size", size("1m", "4194304t"),
        "that of the file or device", () -> null,
        "Bytes, whole blocks, of a disk of memory, or of the sparse file that is made where there is none. What is "
            + "there already keeps the size that it has, until disk resize gives it another.");
    /** Block size. */
    public static final Setting<Integer> BLOCK_SIZE = DISK.add("orbis.disk.<name>.block.size", anyOf(512, 4096),
        "a device's own, 512 for files", () -> null,
        "Logical block size in bytes. Must not change once there is data.");
    /** Physical block size. */
    public static final Setting<Integer> PHYSICAL_BLOCK_SIZE = DISK.add("orbis.disk.<name>.physical.block.size",
        anyOf(512, 4096), "a device's own, 4096 for files", () -> null,
        "Physical block size in bytes that initiators are told of; 512 for those that cannot bear 512e.");
    /** Kind. */
    public static final Setting<Kind> KIND = DISK.add("orbis.disk.<name>.kind", oneOf(Kind.class), "auto",
        "What it is made of; auto goes by the path. Memory is lost with the process.");
    /** Initiators. */
    public static final Setting<List<String>> INITIATORS = DISK.add("orbis.disk.<name>.initiators",
        listOf(iscsiNamePattern()), "", "Who may log in when no client owns the disk; * alone is everybody.");
    /** Read-only. */
    public static final Setting<Boolean> READ_ONLY = DISK.add("orbis.disk.<name>.readonly", bool(), "false",
        "Whether writes are refused (write protected).");
    /** Removable. */
    public static final Setting<Boolean> REMOVABLE = DISK.add("orbis.disk.<name>.removable", bool(), "false",
        "Whether initiators may eject the disk's medium and load it again.");
    /** O_DIRECT. */
    public static final Setting<Boolean> DIRECT = DISK.add("orbis.disk.<name>.direct", bool(),
        "true for devices, false for files", () -> null, "Whether the page cache is passed by (O_DIRECT).");
    /** Encryption. */
    public static final Setting<Encryption> ENCRYPTION = DISK.add("orbis.disk.<name>.encryption",
        oneOf(Encryption.class), "none", "How the disk is encrypted at rest. Its key is in <data dir>/<name>.key, made "
            + "for a new disk; without it the disk is lost, and SANITIZE CRYPTO ERASE puts another in its place.");
    /** Commands a second. */
    public static final Setting<Integer> IOPS_MAX = DISK.add("orbis.disk.<name>.iops.max", number(0, 100_000_000), "0",
        "Most commands a second that its initiators may have in all; 0: as many as they like.");
    /** Bytes a second. */
    public static final Setting<Long> RATE_MAX = DISK.add("orbis.disk.<name>.rate.max", size("0", "1t"), "0",
        "Most bytes a second that its initiators may read and write in all, and SANITIZE overwrite; 0: no limit.");
    /** Space that must be left. */
    public static final Setting<Long> SPACE_THRESHOLD = DISK.add("orbis.disk.<name>.space.threshold",
        size("0", "4194304t"), "0", "Bytes that must be left in the file system of a sparse file: initiators are told "
            + "when there is less (thin provisioning soft threshold); 0: they are not.");
    /** Digests. */
    public static final Setting<Digests> DIGESTS = DISK.add("orbis.disk.<name>.digests", oneOf(Digests.class),
        "that of orbis.iscsi.digests", () -> null, "Header and data digests of its sessions.");
    /** Redirection. */
    public static final Setting<InetSocketAddress> REDIRECT = DISK.add("orbis.disk.<name>.redirect", orNone(portal()),
        "Portal of another server that has the disk now: logins are sent there.");
    /** Permanent redirection. */
    public static final Setting<Boolean> REDIRECT_PERMANENT = DISK.add("orbis.disk.<name>.redirect.permanent",
        bool(), "false", "Whether initiators shall remember that.");

    private DiskSettings() {
    }
}
