package orbis.boot.files;

/**
 * Makes one name of the many that firmware and boot loaders give to a file: {@code \EFI\BOOT\x.efi},
 * {@code /EFI//BOOT/x.efi}, {@code ./EFI/BOOT/x.efi} are {@code EFI/BOOT/x.efi}.
 */
public final class FileNames {
    private static final int MAX_PRINTED = 120;

    private FileNames() {
    }

    /**
     * The name of a file in the namespace.
     *
     * @param asked as it came; any characters.
     * @return parts joined by one slash each, none at either end; null for what names no file: nothing, a part
     *     {@code ..}, control characters.
     */
    public static String normal(final String asked) {
        final StringBuilder name = new StringBuilder(asked.length());
        for (final String part : asked.replace('\\', '/').split("/")) {
            if (part.equals("..")) {
                return null;
            }
            if (!part.isEmpty() && !part.equals(".")) {
                name.append(name.isEmpty() ? "" : "/").append(part);
            }
        }
        return name.isEmpty() || name.chars().anyMatch(c -> c < ' ' || c == 127) ? null : name.toString();
    }

    /**
     * The last part of a name.
     *
     * @param name a normal one.
     * @return what follows the last slash.
     */
    public static String base(final String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /**
     * The folder of a name.
     *
     * @param name a normal one.
     * @return what stands before the last slash, or an empty string.
     */
    public static String folder(final String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    /**
     * A name fit for a log or a screen: some firmware sends garbage.
     *
     * @param asked as it came.
     * @return the same with other than printable ASCII replaced, and cut.
     */
    public static String printable(final String asked) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(asked.length(), MAX_PRINTED); i++) {
            final char c = asked.charAt(i);
            text.append(c >= ' ' && c < 127 ? c : '?');
        }
        return text.toString();
    }
}
