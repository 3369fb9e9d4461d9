package orbis.boot.recipe;

import orbis.boot.ClientDisk;

/** The root path of RFC 4173 section 5: one text that firmware, iPXE and dracut take alike. */
final class RootPath {
    private RootPath() {
    }

    /** {@code iscsi:host::port:lun:target}; the LUN is in hex. */
    static String of(final ClientDisk disk, final int serverAddress) {
        final String host = disk.hostOr(serverAddress);
        final String bracketed = host.contains(":") ? "[" + host + "]" : host;
        return "iscsi:" + bracketed + "::" + disk.port() + ":" + Integer.toHexString(disk.lun()) + ":" + disk.target();
    }
}
