package orbis.boot.dhcp;

import orbis.boot.FirmwareKind;
import orbis.protocol.dhcp.Architecture;

/**
 * A machine without a record that asked for an address.
 *
 * @param mac          its MAC address.
 * @param uuid         its UUID as {@code dmidecode} prints it, or an empty text.
 * @param vendorClass  what it says that it is, as received.
 * @param architecture of its firmware, or null.
 * @param kind         who asked first.
 * @param link         interface on which it was seen.
 * @param relay        address of the relay through which it asks, or 0.
 * @param firstSeenMs  milliseconds since 1970.
 */
public record UnknownMachine(
    long mac,
    String uuid,
    String vendorClass,
    Architecture architecture,
    FirmwareKind kind,
    String link,
    int relay,
    long firstSeenMs) {
}
