package orbis.server.cli;

import java.util.LinkedHashMap;
import java.util.Map;

import orbis.boot.MacAddress;
import orbis.server.config.ClientSettings;
import orbis.server.config.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Clients: the machines that boot from the disks. */
@Command(name = "client", mixinStandardHelpOptions = true,
    description = "Lists, adds and changes clients, and tells how they boot.",
    subcommands = {ClientCommand.ListClients.class, ClientCommand.Add.class, ClientCommand.Set.class,
        ClientCommand.Show.class})
final class ClientCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: list, add, set or show");
    }

    /** Lists clients. */
    @Command(name = "list", mixinStandardHelpOptions = true,
        description = "Lists the clients of the configuration, or machines that are none yet.")
    static final class ListClients extends ServerCommand {
        @Option(names = "--unknown",
            description = "Machines that asked the running server for an address and have no record.")
        private boolean unknown;

        @Override
        public Integer call() throws Exception {
            say(unknown ? unknownMachines() : clients());
            return 0;
        }

        private String unknownMachines() throws Exception {
            final String machines = server().demand("client", "unknown");
            if (machines.isEmpty()) {
                return "no machine without a record has asked for an address\n";
            }
            final Table table = new Table().row("MAC", "ARCH", "INTERFACE", "RELAY", "UUID", "CLASS");
            machines.lines().forEach(line -> table.row((Object[]) line.split("\t")));
            return table + "To adopt one: ./orbis client add NAME --mac MAC --disk DISK" + server().again();
        }

        private String clients() throws Exception {
            final Configuration configuration = server().configuration();
            final Table table = new Table().row("CLIENT", "MAC", "DISK", "BOOT");
            for (final String name : configuration.names(ClientSettings.MAC)) {
                final Long mac = configuration.get(ClientSettings.MAC, name);
                final String disk = configuration.get(ClientSettings.DISK, name);
                table.row(name, mac == null ? "-" : MacAddress.format(mac), disk == null ? "-" : disk,
                    ClientSettings.ROAD.type().writer().apply(configuration.get(ClientSettings.ROAD, name)));
            }
            return table.toString();
        }
    }

    /** Shows how a client boots. */
    @Command(name = "show", mixinStandardHelpOptions = true,
        description = "Prints a client's last boots, where it stands, and what usually stops it there.")
    static final class Show extends ServerCommand {
        @Parameters(paramLabel = "NAME", description = "The client.")
        private String name;

        @Override
        public Integer call() throws Exception {
            final Table record = new Table();
            server().configuration().values().forEach((key, value) -> {
                if (key.startsWith("orbis.client." + name + ".")) {
                    record.row(key, "= " + value.text(), "# " + value.origin());
                }
            });
            final String boots = server().demand("client", "show", name);
            say(record + boots);
            return 0;
        }
    }

    /** Adds a client. */
    @Command(name = "add", mixinStandardHelpOptions = true,
        description = "Adds a client; a running server knows it at once.")
    static final class Add extends ServerCommand {
        @Parameters(paramLabel = "NAME", description = "Lower-case letters, digits and dashes.")
        private String name;
        @Option(names = "--mac", description = "Ethernet address.")
        private String mac;
        @Option(names = "--uuid", description = "SMBIOS UUID.")
        private String uuid;
        @Option(names = "--address", description = "Fixed IPv4 address.")
        private String address;
        @Option(names = "--disk", description = "The disk that it boots from.")
        private String disk;
        @Option(names = "--initiator", description = "Its iSCSI name.")
        private String initiator;
        @Option(names = "--boot", description = "auto, grub, ipxe, san or http.")
        private String boot;

        @Override
        public Integer call() throws Exception {
            final Map<String, String> keys = new LinkedHashMap<>();
            put(keys, ClientSettings.MAC, name, mac);
            put(keys, ClientSettings.ID, name, uuid);
            put(keys, ClientSettings.ADDRESS, name, address);
            put(keys, ClientSettings.DISK, name, disk);
            put(keys, ClientSettings.INITIATOR, name, initiator);
            put(keys, ClientSettings.ROAD, name, boot);
            if (keys.isEmpty()) {
                throw misuse("say at least --mac, --uuid or --initiator");
            }
            server().configuration().with(keys);
            server().tell("client", "add", name, keys).ifPresent(this::say);
            say(server().keep(keys));
            return 0;
        }
    }

    /** Changes a client. */
    @Command(name = "set", mixinStandardHelpOptions = true,
        description = "Changes a property of a client of the running server: its limits at once, what it boots with "
            + "when it boots again.")
    static final class Set extends ServerCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "Of the client.")
        private String name;
        @Parameters(index = "1", paramLabel = "KEY",
            description = "iops.max, rate.max, disk, boot, file, kernel, initrd, args, arch or quirk.")
        private String key;
        @Parameters(index = "2", paramLabel = "VALUE", description = "May be empty.")
        private String value;

        @Override
        public Integer call() throws Exception {
            change("client", name, key, value);
            return 0;
        }
    }
}
