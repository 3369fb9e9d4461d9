package orbis.server.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

import orbis.engine.session.Portal;
import orbis.engine.store.StoreOptions;
import orbis.server.OrbisServer;
import orbis.server.ServedDisk;
import orbis.server.config.BootSettings;
import orbis.server.config.ClientSettings;
import orbis.server.config.Configuration;
import orbis.server.config.TargetSettings;
import orbis.server.config.Units;

/** What a person sees at start: the configuration that counts, the disks, and how to log in. */
final class Banner {
    private final Configuration configuration;
    private final OrbisServer server;

    Banner(final Configuration configuration, final OrbisServer server) {
        this.configuration = configuration;
        this.server = server;
    }

    String text(final Path file) throws IOException {
        final StringBuilder text = new StringBuilder();
        final Table table = new Table();
        table.row("configuration", file == null ? "none: defaults and a demo disk, unless -D or environment say more"
            : file.toString());
        table.row("data folder", configuration.get(TargetSettings.DATA_DIR).toString());
        table.row("threads", configuration.get(TargetSettings.AGENTS) + " agents (" + server.engineName()
            + ", " + Units.size(configuration.get(TargetSettings.MEMORY)) + " of buffers each), conductor, acceptor");
        for (final InetSocketAddress portal : server.portals()) {
            table.row("portal", new Portal(portal, 1).text());
        }
        for (final ServedDisk disk : server.disks()) {
            table.row("disk " + disk.name(), describe(disk));
        }
        table.row("boot services", boot());
        text.append(table).append('\n');
        server.disks().stream().filter(server::hasUsers).findFirst().ifPresent(disk -> text.append(howTo(disk)));
        return text.append("Ctrl-C ends the server in order.\n").toString();
    }

    private String boot() {
        final List<String> interfaces = configuration.get(BootSettings.INTERFACE);
        return interfaces.isEmpty() ? "off (orbis.net.interface names no interface)"
            : "on " + String.join(", ", interfaces) + ", DHCP "
            + BootSettings.DHCP_MODE.type().writer().apply(configuration.get(BootSettings.DHCP_MODE)) + ", "
            + configuration.names(ClientSettings.MAC).size() + " clients";
    }

    private String describe(final ServedDisk disk) {
        final StoreOptions options = disk.options();
        final String what = disk.redirect() != null ? "redirected to " + new Portal(disk.redirect(), 1).text()
            : options.path() + (options.readOnly() ? ", read-only" : "");
        final String who = server.isOwned(disk) ? "its clients only"
            : !server.hasUsers(disk) ? "nobody may log in (set orbis.disk." + disk.name() + ".initiators)"
            : disk.initiators().stream().anyMatch(pattern -> pattern.toString().equals("*")) ? "any initiator"
            : disk.initiators().toString();
        return what + "; " + who;
    }

    private String howTo(final ServedDisk disk) {
        final InetSocketAddress portal;
        try {
            portal = server.portals().get(0);
        } catch (final IOException closed) {
            return "";
        }
        final boolean any = portal.getAddress().isAnyLocalAddress();
        final String host = any ? "127.0.0.1:" + portal.getPort() : new Portal(portal, 1).text();
        final String url = "iscsi://" + host + "/" + disk.targetName() + "/0";
        return "To log in, paste one of:\n"
            + "  iscsi-ls iscsi://" + host + "\n"
            + "  iscsi-inq " + url + "\n"
            + "  qemu-img info " + url + "\n"
            + "  iscsiadm -m discovery -t sendtargets -p " + host
            + " && iscsiadm -m node -T " + disk.targetName() + " -p " + host + " --login\n"
            + "  ./orbis status\n";
    }
}
