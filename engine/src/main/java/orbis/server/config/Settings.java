package orbis.server.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All settings. A new key is one constant in the class of its group, and is then known everywhere. */
public final class Settings {
    private static final List<SettingGroup> GROUPS = List.of(TargetSettings.PROCESS, TargetSettings.ISCSI,
        DiskSettings.DISK, ClientSettings.CLIENT, BootSettings.BOOT, NetworkSettings.DHCP, NetworkSettings.SUBNET,
        BootFileSettings.FILES, TargetSettings.TARGET);

    private Settings() {
    }

    /** The groups, in the order of the page. */
    public static List<SettingGroup> groups() {
        return GROUPS;
    }

    /** All settings, in the order of the page. */
    public static List<Setting<?>> all() {
        return GROUPS.stream().<Setting<?>>flatMap(group -> group.settings().stream()).toList();
    }

    /** The setting to which a key belongs. */
    static Optional<Setting<?>> find(final String key) {
        return all().stream().filter(setting -> setting.covers(key)).findFirst();
    }

    /** The known key that looks most like one that is not known. */
    static String nearest(final String key) {
        return all().stream()
            .map(setting -> likeliest(setting, key))
            .min(Comparator.comparingInt(candidate -> distance(candidate, key)))
            .orElseThrow();
    }

    /** A family's key with the name that the unknown key has in that place, so that only the rest is compared. */
    private static String likeliest(final Setting<?> setting, final String key) {
        if (setting.isFamily() && key.startsWith(setting.prefix())) {
            final String name = key.substring(setting.prefix().length()).split("\\.", 2)[0];
            return name.isEmpty() ? setting.key() : setting.keyFor(name);
        }
        return setting.key();
    }

    /** Edits that make one of the other (Levenshtein). */
    static int distance(final String a, final String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            final int[] next = new int[b.length() + 1];
            next[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                final int change = row[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                next[j] = Math.min(change, Math.min(row[j], next[j - 1]) + 1);
            }
            row = next;
        }
        return row[b.length()];
    }
}
