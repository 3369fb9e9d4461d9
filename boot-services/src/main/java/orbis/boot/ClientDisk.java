package orbis.boot;

/**
 * The disk that a client boots from, as an initiator sees it.
 *
 * @param name   the disk's name in the configuration.
 * @param target the target's name (IQN).
 * @param host   address of the portal; null for the address of the boot services on the client's network.
 * @param port   TCP port of the portal.
 * @param lun    logical unit.
 */
public record ClientDisk(String name, String target, String host, int port, int lun) {
    /**
     * The portal's address for a client.
     *
     * @param serverAddress address of the boot services on the client's network.
     * @return an address, an IPv6 one without brackets.
     */
    public String hostOr(final int serverAddress) {
        return host == null ? Ipv4.format(serverAddress) : host;
    }
}
