package orbis.boot.recipe;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import orbis.boot.ClientDisk;
import orbis.boot.ClientRecord;
import orbis.boot.MacAddress;

/**
 * The arguments of a client's kernel: the administrator's, and what its initial RAM disk needs to find the root on
 * iSCSI, unless the administrator said otherwise. Everybody on the machine can read them: no secret is among them.
 */
final class KernelArguments {
    private KernelArguments() {
    }

    /** All arguments, each once. */
    static List<String> of(
        final ClientRecord client, final KernelFiles files, final InitramfsStyle style, final int serverAddress) {
        final List<String> given = split(client.args());
        final Set<String> keys = new LinkedHashSet<>();
        given.forEach(argument -> keys.add(key(argument)));
        final boolean firmware = keys.contains("rd.iscsi.firmware") || keys.contains("iscsi_auto");
        final List<String> wanted = new ArrayList<>();
        if (client.disk() != null && !firmware) {
            iscsi(client, files, style, serverAddress, wanted);
        }
        if (!keys.contains("ip") && client.disk() != null) {
            network(client, firmware, wanted);
        }
        final Set<String> all = new LinkedHashSet<>(given);
        for (final String argument : wanted) {
            if (!keys.contains(key(argument))) {
                all.add(argument);
            }
        }
        return List.copyOf(all);
    }

    private static void iscsi(
        final ClientRecord client, final KernelFiles files, final InitramfsStyle style, final int serverAddress,
        final List<String> wanted) {
        final ClientDisk disk = client.disk();
        if (style != InitramfsStyle.INITRAMFS_TOOLS) {
            wanted.add("netroot=" + RootPath.of(disk, serverAddress));
            wanted.add("rd.iscsi.initiator=" + client.initiator());
        }
        if (style == InitramfsStyle.INITRAMFS_TOOLS || style == InitramfsStyle.AUTO && files.hasDebianName()) {
            wanted.add("iscsi_initiator=" + client.initiator());
            wanted.add("iscsi_target_name=" + disk.target());
            wanted.add("iscsi_target_ip=" + disk.hostOr(serverAddress));
            wanted.add("iscsi_target_port=" + disk.port());
            wanted.add("iscsi_target_group=1");
        }
    }

    private static void network(final ClientRecord client, final boolean firmware, final List<String> wanted) {
        if (firmware) {
            wanted.add("ip=ibft");
            return;
        }
        wanted.add("ip=dhcp");
        wanted.add("rd.neednet=1");
        if (client.mac() != MacAddress.NONE) {
            wanted.add("BOOTIF=01-" + MacAddress.format(client.mac(), '-'));
        }
    }

    /** Splits at blanks that are not within double quotes; the quotes stay. */
    static List<String> split(final String line) {
        final List<String> words = new ArrayList<>();
        final StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i <= line.length(); i++) {
            final char c = i < line.length() ? line.charAt(i) : ' ';
            quoted ^= c == '"';
            if (Character.isWhitespace(c) && (!quoted || i == line.length())) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else {
                word.append(c);
            }
        }
        return words;
    }

    /** One line for GRUB, whose shell would take some characters for its own. */
    static String forGrub(final List<String> arguments) {
        final List<String> quoted = new ArrayList<>();
        for (final String argument : arguments) {
            // GRUB puts arguments with blanks into double quotes by itself.
            final String bare = argument.replace("\"", "");
            quoted.add(bare.matches("[A-Za-z0-9_=:,./@%+~^!?*\\[\\]-]+") ? bare
                : "'" + bare.replace("'", "'\\''") + "'");
        }
        return String.join(" ", quoted);
    }

    private static String key(final String argument) {
        final int equals = argument.indexOf('=');
        return equals < 0 ? argument : argument.substring(0, equals);
    }
}
