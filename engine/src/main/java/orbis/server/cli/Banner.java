package orbis.server.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
    private static final String EVERYBODY = "*";
    private static final int NAMES = 3;

    private final Configuration configuration;
    private final OrbisServer server;

    Banner(final Configuration configuration, final OrbisServer server) {
        this.configuration = configuration;
        this.server = server;
    }

    /**
     * Writes it.
     *
     * @param file  properties file, or null.
     * @param again options by which another command finds this server.
     */
    String text(final Path file, final String again) throws IOException {
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
        return text.append(logins()).append("To see what it does:\n  ./orbis status").append(again)
            .append("\nCtrl-C ends the server in order.\n").toString();
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
            : server.users(disk).isEmpty() ? "nobody may log in (set orbis.disk." + disk.name() + ".initiators)"
            : isOpen(disk) ? "any initiator"
            : disk.initiators().toString();
        return what + "; " + who;
    }

    private boolean isOpen(final ServedDisk disk) {
        return server.users(disk).contains(EVERYBODY);
    }

    /** How to log in: best where whoever tries it may. */
    private String logins() throws IOException {
        final Optional<ServedDisk> disk = server.disks().stream().filter(each -> !server.users(each).isEmpty())
            .min(Comparator.comparing(each -> !isOpen(each)));
        return disk.isPresent() ? logins(disk.get()) : "";
    }

    private String logins(final ServedDisk disk) throws IOException {
        final InetSocketAddress portal = server.portals().get(0);
        final boolean any = portal.getAddress().isAnyLocalAddress();
        final String host = any ? "127.0.0.1:" + portal.getPort() : new Portal(portal, 1).text();
        final String url = "iscsi://" + host + "/" + disk.targetName() + "/0";
        if (!isOpen(disk)) {
            final List<String> users = server.users(disk);
            final String others = users.size() > NAMES ? " or one of " + (users.size() - NAMES) + " others" : "";
            return "To log in to disk " + disk.name() + ", be "
                + users.stream().limit(NAMES).collect(Collectors.joining(" or ")) + others
                + ":\n  iscsi-inq -i NAME " + url + "\n";
        }
        return "To log in, paste one of:\n"
            + "  iscsi-ls iscsi://" + host + "\n"
            + "  iscsi-inq " + url + "\n"
            + "  qemu-img info " + url + "\n"
            + "  iscsiadm -m discovery -t sendtargets -p " + host
            + " && iscsiadm -m node -T " + disk.targetName() + " -p " + host + " --login\n";
    }
}
