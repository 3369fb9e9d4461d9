package orbis.boot.tftp;

/**
 * What the server grants.
 *
 * @param maxBlksize            bytes a block at most; what is larger than the interface's MTU is cut to it.
 * @param maxWindowsize         blocks before an ACK at most: large windows overrun the small buffers of firmware.
 * @param maxTransfers          at once.
 * @param maxTransfersPerSource at once for one address.
 * @param requestsPerSecond     for one address over time; bursts of twice as many pass.
 */
public record TftpLimits(
    int maxBlksize, int maxWindowsize, int maxTransfers, int maxTransfersPerSource, int requestsPerSecond) {

    /** For a site with some thousand clients: GRUB asks for some dozens of files that are not there in a moment. */
    public static final TftpLimits DEFAULT = new TftpLimits(65464, 64, 8192, 32, 200);
}
