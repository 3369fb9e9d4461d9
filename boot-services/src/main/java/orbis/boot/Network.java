package orbis.boot;

import java.util.List;

/**
 * Where the boot services answer.
 *
 * @param links   interfaces, at least one.
 * @param subnets networks of the clients: those of the interfaces, and those behind relays.
 */
public record Network(List<NetworkLink> links, List<Subnet> subnets) {
    /** The network that an address belongs to, or null. */
    public Subnet subnetOf(final int address) {
        for (int i = 0; i < subnets.size(); i++) {
            if (subnets.get(i).contains(address)) {
                return subnets.get(i);
            }
        }
        return null;
    }
}
