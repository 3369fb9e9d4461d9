package orbis.boot.dhcp;

import java.util.ArrayList;
import java.util.List;
import orbis.boot.Ipv4;
import org.agrona.collections.IntHashSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Other DHCP servers that were seen on our networks. Says each of them once. */
final class ForeignServers {
    private static final Logger LOGGER = LoggerFactory.getLogger(ForeignServers.class);
    private static final int LIMIT = 16;

    private final DhcpMode mode;
    private final IntHashSet seen = new IntHashSet();

    ForeignServers(final DhcpMode mode) {
        this.mode = mode;
    }

    void seen(final int address, final String link) {
        if (address == Ipv4.NONE || seen.size() >= LIMIT || !seen.add(address)) {
            return;
        }
        if (mode == DhcpMode.SERVER) {
            LOGGER.warn("another DHCP server, {}, answers on {}: machines may get their address from it and then "
                + "not boot. Switch one of the two off, or set orbis.dhcp.mode=proxy to boot machines beside it",
                Ipv4.format(address), link);
        } else {
            LOGGER.info("DHCP server {} leases addresses on {}", Ipv4.format(address), link);
        }
    }

    /** Their addresses as text. */
    List<String> list() {
        final List<String> list = new ArrayList<>();
        seen.forEachInt(address -> list.add(Ipv4.format(address)));
        return list;
    }
}
