package orbis.boot;

/** How a client gets from its firmware to its disk. */
public enum BootRoad {
    /** {@link #SAN} for iPXE, else {@link #GRUB}. */
    AUTO,
    /** GRUB (behind shim on UEFI), which loads a kernel by TFTP or HTTP. */
    GRUB,
    /** An iPXE script that loads a kernel. */
    IPXE,
    /** The firmware's own iSCSI: no file at all, the disk's own boot loader runs. */
    SAN,
    /** UEFI HTTP boot. */
    HTTP
}
