package orbis.perf.boot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import orbis.boot.BootContext;
import orbis.boot.BootServices;
import orbis.boot.ClientDirectory;
import orbis.boot.ClientDisk;
import orbis.boot.ClientRecord;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.boot.Network;
import orbis.boot.NetworkLink;
import orbis.boot.Subnet;
import orbis.boot.files.BootFolder;
import orbis.boot.http.HttpSettings;
import orbis.boot.recipe.InitramfsStyle;
import orbis.boot.recipe.RecipeSettings;
import orbis.boot.recipe.Recipes;
import orbis.boot.tftp.TftpSettings;
import orbis.sys.NetworkDevice;
import org.agrona.concurrent.AgentRunner;

/** A process with TFTP and HTTP alone. Arguments: interface, folder. It ends with its input. */
final class FilesUnderTest {
    static final int HTTP_PORT = 8480;

    private static final int MAX_CONNECTIONS = 64;
    private static final int IDLE_TIMEOUT_MS = 10_000;

    private FilesUnderTest() {
    }

    public static void main(final String[] args) throws IOException {
        final NetworkDevice device = NetworkDevice.of(args[0]);
        final NetworkLink link = new NetworkLink(device.name(), device.index(), device.mac(), device.address(),
            device.prefixLength(), device.mtu());
        final Subnet subnet = new Subnet("test", link.address() & Ipv4.mask(link.prefixLength()),
            link.prefixLength(), List.of(), link.address(), 3600, List.of());
        final ClientDirectory clients = new ClientDirectory();
        clients.put(ClientRecord.named("uqbar").mac(MacAddress.parse("02:00:00:00:77:01"))
            .address(Ipv4.parse(args[2])).args("root=UUID=5fabb8c5").initiator("iqn.1994-05.com.redhat:uqbar")
            .disk(new ClientDisk("d", "iqn.2022-07.san.iscsi:d", null, 3260, 0)).build());
        final Recipes recipes = Recipes.of(
            new RecipeSettings(Map.of(), Map.of(), "http", HTTP_PORT, InitramfsStyle.AUTO, false),
            new BootFolder(Path.of(args[1])), null, clients, ForkJoinPool.commonPool());
        final BootServices services = BootServices.open(
            new BootContext(new Network(List.of(link), List.of(subnet)), clients)
                .recipe(recipes.answers()).files(recipes.files()).tftpSettings(TftpSettings.DEFAULT)
                .httpSettings(new HttpSettings(List.of(Ipv4.format(link.address())), HTTP_PORT, -1,
                    MAX_CONNECTIONS, IDLE_TIMEOUT_MS, 0)));
        final AgentRunner runner =
            new AgentRunner(services.idleStrategy(), fault -> System.err.println(fault), null, services.agent());
        AgentRunner.startOnThread(runner);
        System.out.println(NetworkLab.READY);
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        runner.close();
        services.close();
    }
}
