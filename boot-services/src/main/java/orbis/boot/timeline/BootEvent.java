package orbis.boot.timeline;

import orbis.boot.FirmwareKind;

/**
 * Something that a client did or was told, once or several times in a row.
 *
 * @param stage   what.
 * @param kind    its firmware or operating system, or null.
 * @param detail  printable, or an empty string.
 * @param epochMs when first, in milliseconds since 1970.
 * @param count   how often in a row.
 */
public record BootEvent(BootStage stage, FirmwareKind kind, String detail, long epochMs, int count) {
}
