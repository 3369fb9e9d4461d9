package orbis.boot.recipe;

import java.util.List;

import orbis.boot.BootRoad;
import orbis.boot.ClientDirectory;
import orbis.boot.ClientRecord;
import orbis.boot.files.BootFile;
import orbis.boot.files.BootFiles;
import orbis.boot.files.BootFolder;
import orbis.boot.files.FileNames;
import orbis.boot.files.FileRequest;

/**
 * All names that clients may ask for: the files of {@code orbis.tftp.root}, and each client's own that are made when
 * they are asked for. A file that somebody wrote by hand wins over one that would be made.
 */
public final class ClientNamespace implements BootFiles {
    private static final String AUTOEXEC = "autoexec.ipxe";

    private final BootFolder folder;
    private final ClientDirectory clients;
    private final ClientFiles files;

    ClientNamespace(final BootFolder folder, final ClientDirectory clients, final ClientFiles files) {
        this.folder = folder;
        this.clients = clients;
        this.files = files;
    }

    @Override
    public BootFile find(final FileRequest request) {
        final String name = request.name();
        final BootFile exact = onDisk(name);
        if (exact != null) {
            return exact;
        }
        final String base = FileNames.base(name);
        if (GrubNames.isGrubName(base)) {
            return grub(request, base);
        }
        if (base.equals(ClientRecipe.SCRIPT) || base.equals(AUTOEXEC)) {
            final BootFile own = onDisk(base);
            return own != null || request.client() == null ? own : script(request);
        }
        return folder == null ? null : folder.findAnyCase(name);
    }

    /**
     * GRUB's configuration is in each folder, as GRUB looks for it where it was loaded from, or in the root if it
     * forgot where that was. It asks for one name after the other, so that a made file of an earlier name must not
     * hide a written one of a later name.
     */
    private BootFile grub(final FileRequest request, final String base) {
        final BootFile inRoot = onDisk(base);
        if (inRoot != null) {
            return inRoot;
        }
        final ClientRecord named = GrubNames.client(base, clients);
        final ClientRecord client = named == null ? request.client() : named;
        if (client == null || isWritten(request, client)) {
            return null;
        }
        return files.grub(client, request.serverAddress());
    }

    private boolean isWritten(final FileRequest request, final ClientRecord client) {
        final String prefix = FileNames.folder(request.name());
        final List<String> names = GrubNames.all(client, request.clientAddress());
        return names.stream().anyMatch(
            name -> onDisk(name) != null || !prefix.isEmpty() && onDisk(prefix + "/" + name) != null);
    }

    private BootFile script(final FileRequest request) {
        final ClientRecord client = request.client();
        final boolean kernel = client.road() == BootRoad.IPXE || client.road() == BootRoad.GRUB;
        return files.ipxe(client, kernel, request.serverAddress());
    }

    private BootFile onDisk(final String name) {
        return folder == null ? null : folder.find(name);
    }
}
