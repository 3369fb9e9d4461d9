package orbis.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.util.ssl.SslContextFactory;

import orbis.boot.BootContext;
import orbis.boot.Ipv4;
import orbis.boot.dhcp.DhcpMode;
import orbis.boot.files.BootFolder;
import orbis.boot.files.FileCache;
import orbis.boot.http.HttpSettings;
import orbis.boot.http.TlsKeys;
import orbis.boot.recipe.RecipeSettings;
import orbis.boot.recipe.Recipes;
import orbis.boot.tftp.TftpLimits;
import orbis.boot.tftp.TftpSettings;
import orbis.protocol.dhcp.Architecture;
import orbis.server.config.BootFileSettings;
import orbis.server.config.BootSettings;
import orbis.server.config.Configuration;
import orbis.server.config.Setting;

/** Gives the boot services what the configuration says of files, TFTP and HTTP. */
final class BootFileSetup {
    private final Configuration configuration;
    private final Path dataFolder;

    BootFileSetup(final Configuration configuration, final Path dataFolder) {
        this.configuration = configuration;
        this.dataFolder = dataFolder;
    }

    /** Fills in recipe, files, TFTP and HTTP; the message of what fails names the key. */
    BootContext apply(final BootContext context) throws IOException {
        final Recipes recipes = Recipes.of(
            recipeSettings(), folder(), templates(), context.clients(), ForkJoinPool.commonPool());
        context.recipe(recipes.answers()).files(recipes.files());
        context.fileCache(new FileCache(configuration.get(BootFileSettings.CACHE)));
        if (configuration.get(BootFileSettings.TFTP_PORT) != 0) {
            context.tftpSettings(tftpSettings());
        }
        final List<String> addresses = context.network().links().stream()
            .map(link -> Ipv4.format(link.address())).toList();
        final boolean secure = configuration.get(BootFileSettings.HTTPS_PORT) != 0;
        if (secure || configuration.get(BootFileSettings.HTTP_PORT) != 0) {
            context.httpSettings(httpSettings(addresses));
        }
        return secure ? context.httpKeys(keys(addresses)) : context;
    }

    private BootFolder folder() throws IOException {
        final Path root = configuration.get(BootFileSettings.TFTP_ROOT);
        try {
            return root == null ? null : new BootFolder(root);
        } catch (final IOException fault) {
            throw new IOException(BootFileSettings.TFTP_ROOT.key() + " = " + root + ": there is no such folder", fault);
        }
    }

    private Path templates() throws IOException {
        final Path path = configuration.get(BootFileSettings.TEMPLATES);
        if (path != null && !Files.isDirectory(path)) {
            throw new IOException(BootFileSettings.TEMPLATES.key() + " = " + path + ": there is no such folder");
        }
        return path;
    }

    private RecipeSettings recipeSettings() {
        final int port = configuration.get(BootFileSettings.HTTP_PORT);
        final int securePort = configuration.get(BootFileSettings.HTTPS_PORT);
        final String secureScheme = securePort == 0 ? null : "https";
        return new RecipeSettings(byArchitecture(BootFileSettings.BOOT_FILE), byArchitecture(BootFileSettings.IPXE),
            port == 0 ? secureScheme : "http", port == 0 ? securePort : port,
            configuration.get(BootFileSettings.INITRAMFS),
            configuration.get(BootSettings.DHCP_MODE) == DhcpMode.PROXY);
    }

    private Map<Architecture, String> byArchitecture(final Setting<String> setting) {
        final Map<Architecture, String> names = new EnumMap<>(Architecture.class);
        for (final String architecture : configuration.names(setting)) {
            names.put(Architecture.ofKey(architecture), configuration.get(setting, architecture));
        }
        return names;
    }

    private TftpSettings tftpSettings() {
        return new TftpSettings(configuration.get(BootFileSettings.TFTP_PORT),
            configuration.get(BootFileSettings.SINGLE_PORT),
            new TftpLimits(configuration.get(BootFileSettings.BLKSIZE),
                configuration.get(BootFileSettings.WINDOWSIZE), configuration.get(BootFileSettings.TRANSFERS),
                configuration.get(BootFileSettings.CLIENT_TRANSFERS),
                configuration.get(BootFileSettings.CLIENT_REQUESTS)));
    }

    private HttpSettings httpSettings(final List<String> addresses) {
        final long idleMs = TimeUnit.NANOSECONDS.toMillis(configuration.get(BootFileSettings.IDLE_TIMEOUT));
        return new HttpSettings(addresses, portOrNone(BootFileSettings.HTTP_PORT),
            portOrNone(BootFileSettings.HTTPS_PORT), configuration.get(BootFileSettings.CONNECTIONS), (int) idleMs,
            Math.toIntExact(configuration.get(BootFileSettings.MIN_RATE)));
    }

    private int portOrNone(final Setting<Integer> setting) {
        final int port = configuration.get(setting);
        return port == 0 ? -1 : port;
    }

    private SslContextFactory.Server keys(final List<String> addresses) throws IOException {
        final Path certificate = configuration.get(BootFileSettings.CERTIFICATE);
        try {
            return certificate == null ? TlsKeys.selfMade(dataFolder, addresses)
                : TlsKeys.ofPem(certificate, configuration.get(BootFileSettings.KEY));
        } catch (final IOException fault) {
            throw new IOException(BootFileSettings.CERTIFICATE.key() + ": " + fault.getMessage(), fault);
        }
    }
}
