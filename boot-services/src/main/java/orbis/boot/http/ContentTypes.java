package orbis.boot.http;

import java.util.Locale;

/**
 * What a file is called in HTTP. UEFI tells by it whether it loads a program or a disk image, comparing the whole
 * text, and looks at the name's end only if the type is unknown (edk2 {@code HttpBootSupport.c}).
 */
final class ContentTypes {
    private ContentTypes() {
    }

    static String of(final String name) {
        final String lower = name.toLowerCase(Locale.ROOT);
        return switch (lower.substring(lower.lastIndexOf('.') + 1)) {
            case "efi" -> "application/efi";
            case "iso" -> "application/vnd.efi-iso";
            case "img" -> "application/vnd.efi-img";
            case "cfg", "conf", "ipxe", "txt", "lst" -> "text/plain";
            default -> "application/octet-stream";
        };
    }
}
