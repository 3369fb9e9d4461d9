package orbis.boot;

/** Who is asking, by what it says of itself in its DHCP packet. */
public enum FirmwareKind {
    /** PXE firmware: option 60 starts with {@code PXEClient}, or option 93 is there. */
    PXE,
    /** UEFI HTTP boot: option 60 starts with {@code HTTPClient}. */
    HTTP,
    /** iPXE: option 77 is {@code iPXE}, or option 175 is there. */
    IPXE,
    /** An operating system, an initramfs, or any other device. */
    PLAIN
}
