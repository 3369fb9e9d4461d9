package orbis.boot.recipe;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import orbis.boot.BootRoad;
import orbis.boot.ClientRecord;
import orbis.boot.FirmwareKind;
import orbis.boot.Ipv4;
import orbis.protocol.dhcp.Architecture;

/** What DHCP tells a client at each stage of its road. */
public final class ClientRecipe implements BootRecipe {
    /** The script that iPXE is sent to. */
    static final String SCRIPT = "boot.ipxe";

    private static final int MAX_BOOT_FILE = 127;
    private static final int MAX_CLIENTS = 1 << 16;

    private final RecipeSettings settings;
    private final BootLoaders loaders;
    private final FolderView folder;
    private final ClientFiles files;
    private volatile Answers answers = new Answers(null, Map.of());

    ClientRecipe(final RecipeSettings settings, final FolderView folder, final ClientFiles files) {
        this.settings = settings;
        this.loaders = new BootLoaders(settings);
        this.folder = folder;
        this.files = files;
    }

    @Override
    public BootAnswer answer(
        final ClientRecord client, final FirmwareKind kind, final Architecture architecture, final int serverAddress) {
        final Set<String> names = folder.names();
        Answers current = answers;
        if (current.names != names || current.byClient.size() > MAX_CLIENTS) {
            current = new Answers(names, new ConcurrentHashMap<>());
            answers = current;
        }
        final Answered known = current.byClient.get(client);
        for (Answered next = known; next != null; next = next.before) {
            if (next.question.is(kind, architecture, serverAddress)) {
                return next.answer;
            }
        }
        final Question question = new Question(client, kind, architecture, serverAddress);
        final BootAnswer answer = compose(question, names);
        current.byClient.put(client, new Answered(question, answer, known));
        return answer;
    }

    private BootAnswer compose(final Question question, final Set<String> names) {
        return switch (question.kind) {
            case PXE -> pxe(question, loader(question, names));
            case HTTP -> file(url(question, loader(question, names)));
            case IPXE -> ipxe(question, names);
            case PLAIN -> disk(question, null);
        };
    }

    /** The first file of firmware that is no iPXE. */
    private String loader(final Question question, final Set<String> names) {
        final ClientRecord client = question.client;
        if (client.bootFile() != null) {
            return client.bootFile();
        }
        final Architecture architecture = question.architecture;
        final String ipxe = loaders.ipxe(architecture, names);
        if (ipxe == null) {
            return loaders.grub(architecture, names);
        }
        final boolean wantsIpxe = client.road() == BootRoad.IPXE || client.road() == BootRoad.SAN
            || client.road() == BootRoad.AUTO && !loaders.hasGrub(architecture, names) && names.contains(ipxe);
        return wantsIpxe ? ipxe : loaders.grub(architecture, names);
    }

    private BootAnswer ipxe(final Question question, final Set<String> names) {
        final ClientRecord client = question.client;
        return switch (client.road()) {
            // Of a proxy's reply iPXE takes nothing unless it names a file (dhcp_has_pxeopts): that script boots the
            // disk.
            case AUTO, SAN -> client.disk() == null || settings.proxy() ? script(question) : disk(question, null);
            case IPXE -> script(question);
            case GRUB -> file(question.client.bootFile() != null ? question.client.bootFile()
                : loaders.grub(question.architecture, names));
            case HTTP -> file(url(question, loader(question, names)));
        };
    }

    private BootAnswer script(final Question question) {
        final String own = url(question, SCRIPT);
        final String script = own == null ? files.base(question.serverAddress) + SCRIPT : own;
        return new BootAnswer(script, Ipv4.NONE, null, question.client.initiator(), List.of());
    }

    private static BootAnswer file(final String name) {
        return name == null ? BootAnswer.NOTHING : new BootAnswer(name, Ipv4.NONE, null, null, List.of());
    }

    /** The root path is for GRUB, whose configuration finds that of the firmware's lease in net_*_rootpath. */
    private static BootAnswer pxe(final Question question, final String loader) {
        return loader == null || question.client.disk() == null ? file(loader) : disk(question, loader);
    }

    private static BootAnswer disk(final Question question, final String bootFile) {
        final ClientRecord client = question.client;
        return client.disk() == null ? BootAnswer.NOTHING : new BootAnswer(
            bootFile, Ipv4.NONE, RootPath.of(client.disk(), question.serverAddress), client.initiator(), List.of());
    }

    /** A URL in the client's own folder, so that GRUB's question for its configuration tells who asks. */
    private String url(final Question question, final String name) {
        if (settings.scheme() == null || name == null) {
            return null;
        }
        final String base = files.base(question.serverAddress);
        final String own = base + "client/" + question.client.name() + "/" + name;
        return own.length() <= MAX_BOOT_FILE ? own : base + name;
    }

    private record Question(
        ClientRecord client, FirmwareKind kind, Architecture architecture, int serverAddress) {

        boolean is(final FirmwareKind otherKind, final Architecture otherArchitecture, final int otherAddress) {
            return kind == otherKind && architecture == otherArchitecture && serverAddress == otherAddress;
        }
    }

    /** What a client was told, and before: a list, since a look into it leaves nothing on the heap. */
    private record Answered(Question question, BootAnswer answer, Answered before) {
    }

    private record Answers(Set<String> names, Map<ClientRecord, Answered> byClient) {
    }
}
