package orbis.perf.load;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a TFTP client behaves.
 *
 * @param name          for people.
 * @param options       asked for, in this order.
 * @param asksSizeFirst whether it asks for the size, ends that with ERROR 8, and asks again from another port.
 * @param timeoutMs     until it sends its last packet again.
 * @param tries         how often it does so before it gives up.
 */
public record TftpShape(
    String name, Map<String, String> options, boolean asksSizeFirst, int timeoutMs, int tries) {
    /** UEFI of edk2: windows of four. */
    public static final TftpShape OVMF = of("ovmf", true, 4000, 6, "tsize", "0", "blksize", "1468", "windowsize", "4");
    /** Shim, whose block size is fixed. */
    public static final TftpShape SHIM = of("shim", true, 4000, 6, "tsize", "0", "blksize", "512");
    /** GRUB. */
    public static final TftpShape GRUB = of("grub", false, 400, 40, "blksize", "1024", "tsize", "0");
    /** The iPXE project's loader. */
    public static final TftpShape IPXE = of("ipxe", false, 1000, 8, "blksize", "1432", "tsize", "0", "multicast", "");

    /**
     * A client with a block size and a window of its own.
     *
     * @param blksize bytes.
     * @param window  blocks; 1 is not asked for.
     * @return its shape.
     */
    public static TftpShape blocks(final int blksize, final int window) {
        final String size = Integer.toString(blksize);
        return window == 1 ? of(blksize + "x1", false, 1000, 10, "blksize", size, "tsize", "0")
            : of(blksize + "x" + window, false, 1000, 10,
                "blksize", size, "tsize", "0", "windowsize", Integer.toString(window));
    }

    private static TftpShape of(
        final String name, final boolean asksSizeFirst, final int timeoutMs, final int tries,
        final String... options) {
        final Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            map.put(options[i], options[i + 1]);
        }
        return new TftpShape(name, map, asksSizeFirst, timeoutMs, tries);
    }
}
