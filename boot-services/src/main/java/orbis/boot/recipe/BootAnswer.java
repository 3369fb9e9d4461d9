package orbis.boot.recipe;

import java.util.List;
import orbis.boot.DhcpOption;
import orbis.boot.Ipv4;

/**
 * What DHCP tells a client of its way to the disk. Immutable.
 *
 * @param bootFile      file name or URL for the header and option 67, at most 127 ASCII characters; or null.
 * @param nextServer    where the file is, for siaddr and option 66; {@link Ipv4#NONE} for this server.
 * @param rootPath      root path (option 17) such as {@code iscsi:10.0.0.1::3260:0:iqn...}; or null.
 * @param initiatorName iSCSI name for iPXE (option 203); or null.
 * @param options       further options, in the order given; they win over those of the network.
 */
public record BootAnswer(
    String bootFile, int nextServer, String rootPath, String initiatorName, List<DhcpOption> options) {

    /** Nothing to boot. */
    public static final BootAnswer NOTHING = new BootAnswer(null, Ipv4.NONE, null, null, List.of());
}
