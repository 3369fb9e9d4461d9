package orbis.server;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import orbis.engine.scsi.DeviceIdentity;
import orbis.engine.session.RateLimit;
import orbis.engine.store.StoreOptions;
import orbis.protocol.iscsi.Digests;
import orbis.server.config.Configuration;
import orbis.server.config.DiskSettings;
import orbis.server.config.NamePattern;
import orbis.server.config.TargetSettings;

/**
 * A disk as the configuration has it.
 *
 * @param name       in the configuration.
 * @param targetName iSCSI name of its target.
 * @param kind       what it has to be made of.
 * @param options    what it is made of.
 * @param initiators who may log in when no client owns it.
 * @param redirect   where it went, or null.
 * @param permanent  whether initiators shall remember that.
 * @param rate       what its initiators may have in all.
 * @param removable  whether they may eject its medium.
 * @param digests    of its sessions.
 * @param encrypted  whether its bytes are encrypted where they are kept.
 * @param threshold  bytes that must be left below it, or 0.
 */
public record ServedDisk(
    String name, String targetName, DiskSettings.Kind kind, StoreOptions options, List<NamePattern> initiators,
    InetSocketAddress redirect, boolean permanent, RateLimit rate, boolean removable, Digests digests,
    boolean encrypted, long threshold) {

    /** Reads a disk of the configuration. */
    static ServedDisk of(final Configuration configuration, final String name) {
        final DiskSettings.Kind kind = configuration.get(DiskSettings.KIND, name);
        final Long size = configuration.get(DiskSettings.SIZE, name);
        final Integer blockSize = configuration.get(DiskSettings.BLOCK_SIZE, name);
        final Integer physicalBlockSize = configuration.get(DiskSettings.PHYSICAL_BLOCK_SIZE, name);
        final Digests digests = configuration.get(DiskSettings.DIGESTS, name);
        final Boolean direct = configuration.get(DiskSettings.DIRECT, name);
        final StoreOptions options = new StoreOptions(
            kind == DiskSettings.Kind.MEMORY ? StoreOptions.MEMORY : path(configuration, name),
            size == null ? 0 : size,
            blockSize == null ? 0 : blockSize,
            physicalBlockSize == null ? 0 : physicalBlockSize,
            configuration.get(DiskSettings.READ_ONLY, name),
            direct != null && direct);
        return new ServedDisk(name, targetName(configuration, name), kind, options,
            configuration.get(DiskSettings.INITIATORS, name).stream().map(NamePattern::new).toList(),
            configuration.get(DiskSettings.REDIRECT, name),
            configuration.get(DiskSettings.REDIRECT_PERMANENT, name),
            new RateLimit(
                configuration.get(DiskSettings.IOPS_MAX, name), configuration.get(DiskSettings.RATE_MAX, name)),
            configuration.get(DiskSettings.REMOVABLE, name),
            digests == null ? configuration.get(TargetSettings.DIGESTS) : digests,
            configuration.get(DiskSettings.ENCRYPTION, name) != DiskSettings.Encryption.NONE,
            configuration.get(DiskSettings.SPACE_THRESHOLD, name));
    }

    /** Where a disk's bytes are. */
    public static String path(final Configuration configuration, final String name) {
        final var path = configuration.get(DiskSettings.PATH, name);
        return (path != null ? path
            : new DataFolder(configuration.get(TargetSettings.DATA_DIR)).disk(name)).toString();
    }

    /** Target name of a disk. */
    public static String targetName(final Configuration configuration, final String name) {
        return configuration.get(TargetSettings.IQN) + ":" + name;
    }

    /** What the disk calls itself: its serial number follows from the target's name, and so outlives the process. */
    DeviceIdentity identity() {
        try {
            final byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(targetName.getBytes(StandardCharsets.UTF_8));
            return new DeviceIdentity(targetName, HexFormat.of().formatHex(hash, 0, 8), removable);
        } catch (final NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    /** The same disk for other initiators. */
    ServedDisk initiators(final List<NamePattern> patterns) {
        return new ServedDisk(name, targetName, kind, options, patterns, redirect, permanent, rate, removable, digests,
            encrypted, threshold);
    }

    /** The same disk somewhere else, or here again when the address is null. */
    ServedDisk redirect(final InetSocketAddress address, final boolean forGood) {
        return new ServedDisk(name, targetName, kind, options, initiators, address, forGood, rate, removable, digests,
            encrypted, threshold);
    }

    /** The same disk with another limit. */
    ServedDisk rate(final RateLimit limit) {
        return new ServedDisk(name, targetName, kind, options, initiators, redirect, permanent, limit, removable,
            digests, encrypted, threshold);
    }
}
