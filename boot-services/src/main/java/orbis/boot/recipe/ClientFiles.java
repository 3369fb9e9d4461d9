package orbis.boot.recipe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import orbis.boot.ClientRecord;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.boot.files.BootFolder;
import orbis.boot.files.FileNames;
import orbis.boot.files.GeneratedFile;

/** Makes a client's own files from its record: the configuration of GRUB and the scripts of iPXE. */
final class ClientFiles {
    private final RecipeSettings settings;
    private final BootFolder folder;
    private final Templates templates;
    private final long startedMs;

    ClientFiles(
        final RecipeSettings settings, final BootFolder folder, final Templates templates, final long startedMs) {
        this.settings = settings;
        this.folder = folder;
        this.templates = templates;
        this.startedMs = startedMs;
    }

    /** The client's {@code grub.cfg}. */
    GeneratedFile grub(final ClientRecord client, final int serverAddress) {
        final KernelFiles files = kernelFiles(client);
        if (files.kernel() == null) {
            return file("echo 'There is no vmlinuz-* in orbis.tftp.root for " + client.name() + ".'\n");
        }
        return file(templates.template(Templates.GRUB).fill(variables(client, files, serverAddress)));
    }

    /** The client's iPXE script: it loads a kernel where there is one and the road says so, else boots the disk. */
    GeneratedFile ipxe(final ClientRecord client, final boolean kernel, final int serverAddress) {
        final KernelFiles files = kernelFiles(client);
        final boolean loads = files.kernel() != null && (kernel || client.disk() == null);
        final String template = loads ? Templates.IPXE_KERNEL : Templates.IPXE_SAN;
        return file(templates.template(template).fill(variables(client, files, serverAddress)));
    }

    private KernelFiles kernelFiles(final ClientRecord client) {
        return folder == null ? KernelFiles.of(client, List.of(), name -> false)
            : KernelFiles.of(client, folder.list(""), name -> folder.find(name) != null);
    }

    /** Where iPXE loads files from. */
    String base(final int serverAddress) {
        return settings.scheme() == null ? "tftp://" + Ipv4.format(serverAddress) + "/"
            : settings.scheme() + "://" + Ipv4.format(serverAddress) + ":" + settings.httpPort() + "/";
    }

    private Map<String, String> variables(
        final ClientRecord client, final KernelFiles files, final int serverAddress) {
        final List<String> arguments = KernelArguments.of(client, files, settings.initramfs(), serverAddress);
        final Map<String, String> variables = new HashMap<>();
        variables.put("client", client.name());
        variables.put("mac", client.mac() == MacAddress.NONE ? "" : MacAddress.format(client.mac()));
        variables.put("uuid", client.uuid() == null ? "" : client.uuid().toString());
        variables.put("server", Ipv4.format(serverAddress));
        variables.put("base", base(serverAddress));
        variables.put("kernel", text(files.kernel()));
        variables.put("initrd", text(files.initrd()));
        final String initrd = files.initrd() == null ? "" : FileNames.base(files.initrd());
        variables.put("initrd.name", initrd);
        variables.put("initrd.argument", initrd.isEmpty() ? "" : "initrd=" + initrd);
        variables.put("args", String.join(" ", arguments));
        variables.put("args.grub", KernelArguments.forGrub(arguments));
        variables.put("initiator", text(client.initiator()));
        if (client.disk() != null) {
            variables.put("disk", client.disk().name());
            variables.put("target", client.disk().target());
            variables.put("portal", client.disk().hostOr(serverAddress));
            variables.put("port", Integer.toString(client.disk().port()));
            variables.put("root.path", RootPath.of(client.disk(), serverAddress));
        } else {
            List.of("disk", "target", "portal", "port", "root.path").forEach(name -> variables.put(name, ""));
        }
        return variables;
    }

    private static String text(final String value) {
        return value == null ? "" : value;
    }

    private GeneratedFile file(final String text) {
        return GeneratedFile.of(text, startedMs);
    }
}
