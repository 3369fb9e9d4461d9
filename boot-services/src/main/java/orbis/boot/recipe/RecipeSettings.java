package orbis.boot.recipe;

import java.util.Map;

import orbis.protocol.dhcp.Architecture;

/**
 * What the recipe depends on beside the clients.
 *
 * @param loaders   the boot loader of an architecture, a name beneath {@code orbis.tftp.root}; others are looked for.
 * @param ipxe      the iPXE of an architecture, likewise.
 * @param scheme    of URLs for firmware: {@code http} or {@code https}; null when there is no HTTP server.
 * @param httpPort  TCP port of those URLs.
 * @param initramfs whose arguments the kernel is given.
 * @param proxy     whether another DHCP server leases the addresses.
 */
public record RecipeSettings(
    Map<Architecture, String> loaders, Map<Architecture, String> ipxe, String scheme, int httpPort,
    InitramfsStyle initramfs, boolean proxy) {
}
