package orbis.perf.lab;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A client of Orbis in the lab: its record, and its disk.
 *
 * @param name  of it.
 * @param guest what is on its disk.
 * @param mac   address of its network card.
 * @param disk  file of its disk.
 */
public record LabClient(String name, Guest guest, String mac, Path disk) {
    private static final String IQN = "iqn.2022-07.san.iscsi";

    /**
     * What the lab's network needs in Orbis' properties, whoever the clients are.
     *
     * @param tftpRoot folder of the boot files.
     * @return properties.
     */
    public static Map<String, String> network(final Path tftpRoot) {
        return Map.of(
            "orbis.iscsi.iqn", IQN,
            "orbis.net.interface", LabNetwork.BRIDGE,
            "orbis.dhcp.mode", "server",
            "orbis.dhcp.range", "172.16.0.100-172.16.0.200",
            "orbis.tftp.root", tftpRoot.toString(),
            "orbis.target.memory", "32m");
    }

    /**
     * Its record.
     *
     * @return properties.
     */
    public Map<String, String> settings() {
        return new TreeMap<>(Map.of(
            "orbis.disk." + name + "-root.path", disk.toString(),
            key("mac"), mac,
            key("disk"), name + "-root",
            key("initiator"), initiator(),
            key("args"), guest.kernelArguments()));
    }

    /**
     * The key of one of its properties.
     *
     * @param property for instance {@code boot}.
     * @return the key.
     */
    public String key(final String property) {
        return "orbis.client." + name + "." + property;
    }

    /**
     * The target that its disk is served as.
     *
     * @return its name.
     */
    public String target() {
        return IQN + ":" + name + "-root";
    }

    /**
     * Its iSCSI name.
     *
     * @return the name.
     */
    public String initiator() {
        return "iqn.1994-05.com.redhat:" + name;
    }
}
