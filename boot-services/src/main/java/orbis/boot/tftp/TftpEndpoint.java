package orbis.boot.tftp;

/**
 * An address at which requests come in.
 *
 * @param index     its place among the endpoints.
 * @param address   IPv4 address of the interface.
 * @param mtu       bytes of the largest IP packet there.
 * @param listening where requests come in.
 * @param data      from which files go out; the same in single-port mode.
 */
public record TftpEndpoint(int index, int address, int mtu, DatagramPort listening, DatagramPort data) {
    private static final int HEADERS = 20 + 8 + 4;

    /** Bytes of a block that crosses the network in one piece. */
    int maxBlksize() {
        return mtu - HEADERS;
    }
}
