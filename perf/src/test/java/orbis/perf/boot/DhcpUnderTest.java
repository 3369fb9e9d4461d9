package orbis.perf.boot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orbis.boot.BootContext;
import orbis.boot.BootServices;
import orbis.boot.ClientDirectory;
import orbis.boot.ClientRecord;
import orbis.boot.DhcpOption;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.boot.Network;
import orbis.boot.NetworkLink;
import orbis.boot.Subnet;
import orbis.boot.dhcp.DhcpCounter;
import orbis.boot.dhcp.DhcpCounters;
import orbis.boot.dhcp.DhcpMode;
import orbis.boot.dhcp.DhcpSettings;
import orbis.boot.recipe.BootAnswer;
import orbis.protocol.dhcp.DhcpOptionCode;
import orbis.server.JournalLeaseLog;
import orbis.sys.NetworkDevice;
import org.agrona.concurrent.AgentRunner;

/**
 * A process with the DHCP server alone, leases in a journal. Arguments: interface, folder, lease time in seconds,
 * then a range {@code first-last} for each network of 16 or 24 bits. For each byte of its input it prints what it
 * counted; it ends with its input.
 */
final class DhcpUnderTest {
    static final String ROOT_PATH = "iscsi:172.31.7.1::3260:0:iqn.2022-07.san.iscsi:uqbar-root";
    static final String KNOWN_MAC = "02:00:00:00:77:01";

    private DhcpUnderTest() {
    }

    public static void main(final String[] args) throws IOException {
        final NetworkDevice device = NetworkDevice.of(args[0]);
        final NetworkLink link = new NetworkLink(device.name(), device.index(), device.mac(), device.address(),
            device.prefixLength(), device.mtu());
        final List<Subnet> subnets = new ArrayList<>();
        for (int i = 3; i < args.length; i++) {
            subnets.add(subnet(args[i], device.address(), Integer.parseInt(args[2])));
        }
        final ClientDirectory clients = new ClientDirectory();
        clients.put(ClientRecord.named("uqbar").mac(MacAddress.parse(KNOWN_MAC)).build());
        final BootAnswer answer = new BootAnswer(null, Ipv4.NONE, ROOT_PATH, null, List.of());
        final DhcpSettings settings = new DhcpSettings(DhcpMode.SERVER, true, false, 0, 30_000, 600_000, 100, 0);
        final DhcpCounters counters = new DhcpCounters();
        final BootServices services = BootServices.open(new BootContext(new Network(List.of(link), subnets), clients)
            .dhcpSettings(settings).dhcpCounters(counters).recipe((client, kind, architecture, server) -> answer)
            .leaseLog(wakeup -> new JournalLeaseLog(
                Path.of(args[1], "leases.journal"), 64 << 20, wakeup, fault -> System.err.println(fault))));
        final AgentRunner runner =
            new AgentRunner(services.idleStrategy(), fault -> System.err.println(fault), null, services.agent());
        AgentRunner.startOnThread(runner);
        System.out.println(NetworkLab.READY);
        while (System.in.read() >= 0) {
            System.out.println(counts(counters));
        }
        runner.close();
        services.close();
    }

    private static String counts(final DhcpCounters counters) {
        return Stream.of(DhcpCounter.values()).map(counter -> counter + "=" + counters.get(counter))
            .collect(Collectors.joining(" "));
    }

    private static Subnet subnet(final String range, final int serverAddress, final int leaseTimeS) {
        final int first = Ipv4.parse(range.substring(0, range.indexOf('-')));
        final int last = Ipv4.parse(range.substring(range.indexOf('-') + 1));
        final int prefix = (first ^ last) >>> 16 == 0 && (first ^ last) >>> 8 != 0 ? 16 : 24;
        final int network = first & Ipv4.mask(prefix);
        final int router = network + 1;
        return new Subnet(range, network, prefix, List.of(new Subnet.Range(first, last)), serverAddress, leaseTimeS,
            List.of(new DhcpOption(DhcpOptionCode.ROUTER, new byte[] {
                (byte) (router >>> 24), (byte) (router >>> 16), (byte) (router >>> 8), (byte) router})));
    }
}
