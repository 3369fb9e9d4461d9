package orbis.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the page of all keys; a test holds it against the file in {@code engine/docs}. */
public final class ConfigurationPage {
    private static final String HEAD = """
        # Configuration

        This page is generated from the code (`orbis.server.config`): do not edit it, run `./orbis config --page`.

        A properties file in UTF-8, given to `./orbis serve FILE`. Order of precedence: `-Dkey=value` on the command
        line, then the environment (`orbis.iscsi.portals` is `ORBIS_ISCSI_PORTALS`), then the file, then the profile
        that `--profile` names, then the default. An unknown key or a value out of its bounds is an error at start; all
        of them are told in one go. `./orbis config FILE` prints what counts, with the origin of each value.

        Sizes take `k`, `m`, `g`, `t` (powers of 1024), durations `ns`, `us`, `ms`, `s`, `m`, `h`. Names in place of
        `<name>` have lower-case letters, digits and dashes.
        """;
    private static final String SECRETS = """

        ## The file of secrets

        `orbis.iscsi.secrets` names a file that only its owner may read or write (mode 0600). Each line is one rule;
        the first whose initiator matches is taken. Secrets are 12 characters or more.

            # initiator             name     secret           [name of the target  its secret, for mutual CHAP]
            iqn.1994-05.com:uqbar   uqbar    correct-horse-9
            iqn.1994-05.com:tlon    tlon     battery-staple   orbis  a-different-secret
            discovery               finder   who-is-there-7
            *                       anyone   one-for-the-rest

        `discovery` is asked of initiators that list targets; without such a line they are not asked.
        """;

    private ConfigurationPage() {
    }

    /** The page. */
    public static String write() {
        final StringBuilder page = new StringBuilder(HEAD);
        for (final SettingGroup group : Settings.groups()) {
            page.append("\n## ").append(group.title()).append("\n\n");
            page.append("| key | default | may be | meaning |\n|---|---|---|---|\n");
            for (final Setting<?> setting : group.settings()) {
                page.append("| `").append(setting.key()).append("` | ").append(code(setting.defaultNote()))
                    .append(" | ").append(cell(setting.type().bound()))
                    .append(" | ").append(cell(setting.meaning())).append(" |\n");
            }
        }
        return page.append(SECRETS).toString();
    }

    /**
     * Writes the page to a file.
     *
     * @param path where.
     * @throws IOException when it cannot be written.
     */
    public static void write(final Path path) throws IOException {
        Files.writeString(path, write());
    }

    private static String code(final String text) {
        return text.isEmpty() ? "" : text.contains(" ") ? cell(text) : "`" + text + "`";
    }

    private static String cell(final String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;").replace("*", "\\*");
    }
}
