package orbis.server.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import orbis.boot.MacAddress;
import orbis.server.config.ClientSettings;
import orbis.server.config.Configuration;
import orbis.server.config.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Clients: the machines that boot from the disks. */
@Command(name = "client", mixinStandardHelpOptions = true, description = "Lists and adds clients.",
    subcommands = {ClientCommand.ListClients.class, ClientCommand.Add.class})
final class ClientCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: list or add");
    }

    /** Lists clients. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the clients of the configuration.")
    static final class ListClients implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Mixin
        private ServerOptions server;

        @Override
        public Integer call() throws Exception {
            final Configuration configuration = server.configuration();
            final Table table = new Table().row("CLIENT", "MAC", "DISK", "BOOT");
            for (final String name : configuration.names(ClientSettings.MAC)) {
                final Long mac = configuration.get(ClientSettings.MAC, name);
                final String disk = configuration.get(ClientSettings.DISK, name);
                table.row(name, mac == null ? "-" : MacAddress.format(mac), disk == null ? "-" : disk,
                    ClientSettings.ROAD.type().writer().apply(configuration.get(ClientSettings.ROAD, name)));
            }
            spec.commandLine().getOut().print(table);
            spec.commandLine().getOut().flush();
            return 0;
        }
    }

    /** Adds a client. */
    @Command(name = "add", mixinStandardHelpOptions = true,
        description = "Adds a client; a running server knows it at once.")
    static final class Add implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Mixin
        private ServerOptions server;
        @Parameters(paramLabel = "NAME", description = "Lower-case letters, digits and dashes.")
        private String name;
        @Option(names = "--mac", description = "Ethernet address.")
        private String mac;
        @Option(names = "--uuid", description = "SMBIOS UUID.")
        private String uuid;
        @Option(names = "--disk", description = "The disk that it boots from.")
        private String disk;
        @Option(names = "--initiator", description = "Its iSCSI name.")
        private String initiator;
        @Option(names = "--boot", description = "auto, grub, ipxe, san or http.")
        private String boot;

        @Override
        public Integer call() throws Exception {
            final Map<String, String> keys = new LinkedHashMap<>();
            put(keys, ClientSettings.MAC, mac);
            put(keys, ClientSettings.ID, uuid);
            put(keys, ClientSettings.DISK, disk);
            put(keys, ClientSettings.INITIATOR, initiator);
            put(keys, ClientSettings.ROAD, boot);
            if (keys.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "say at least --mac, --uuid or --initiator");
            }
            server.configuration().with(keys);
            server.tell("client", "add", name, keys)
                .ifPresent(text -> spec.commandLine().getOut().println(text));
            spec.commandLine().getOut().print(server.keep(keys));
            spec.commandLine().getOut().flush();
            return 0;
        }

        private void put(final Map<String, String> keys, final Setting<?> setting, final String value) {
            if (value != null) {
                keys.put(setting.keyFor(name), value);
            }
        }
    }
}
