package orbis.perf.lab;

import java.util.List;

/** The roads from firmware to disk that dnsmasq and tgt serve as well as Orbis does. */
public enum Road {
    /** UEFI PXE, GRUB by TFTP, kernel and initramfs by TFTP, dracut with {@code netroot=iscsi}. */
    PXE_GRUB(Firmware.UEFI, Guest.DRACUT, "grub", "--dhcp-boot=grubx64.efi"),
    /** The same through shim and the signed GRUB, with Secure Boot enforced. */
    SECURE_BOOT(Firmware.UEFI_SECURE, Guest.DRACUT, "grub", "--dhcp-boot=shimx64.efi"),
    /** BIOS, iPXE in the ROM of the card, SAN boot of the disk's own boot loader, iBFT. */
    BIOS_SAN(Firmware.BIOS, Guest.DRACUT, "san"),
    /** UEFI PXE, iPXE by TFTP, SAN boot of the disk's ESP, iBFT. */
    UEFI_SAN(Firmware.UEFI, Guest.TOOLS, "san", "--dhcp-match=set:ipxe,175",
        "--dhcp-boot=tag:!ipxe,snponly.efi"),
    /** UEFI HTTP boot: GRUB, kernel and initramfs by HTTP (dnsmasq has none: that of Python stands in). */
    UEFI_HTTP(Firmware.UEFI, Guest.DRACUT, "http", "--dhcp-vendorclass=set:http,HTTPClient",
        "--dhcp-option-force=tag:http,60,HTTPClient",
        "--dhcp-boot=tag:http,http://" + LabNetwork.SERVER + ":" + ReferenceServers.HTTP_PORT + "/grubx64.efi"),
    /** UEFI, the firmware's own iSCSI, the disk's own boot loader, iBFT. */
    UEFI_ISCSI(Firmware.UEFI, Guest.TOOLS, "san");

    private final Firmware firmware;
    private final Guest guest;
    private final String boot;
    private final List<String> dnsmasq;

    Road(final Firmware firmware, final Guest guest, final String boot, final String... dnsmasq) {
        this.firmware = firmware;
        this.guest = guest;
        this.boot = boot;
        this.dnsmasq = List.of(dnsmasq);
    }

    /**
     * What the machine starts with.
     *
     * @return its firmware.
     */
    public Firmware firmware() {
        return firmware;
    }

    /**
     * What runs on it in the end.
     *
     * @return the guest.
     */
    public Guest guest() {
        return guest;
    }

    /**
     * What its kernel is started with.
     *
     * @return the arguments.
     */
    public String kernelArguments() {
        // With Secure Boot calls of the firmware at run time go through system management mode, which an emulated
        // processor hangs in.
        return guest.kernelArguments() + (this == SECURE_BOOT ? " efi=noruntime" : "");
    }

    /**
     * The client's {@code boot} property.
     *
     * @return a value of it.
     */
    public String boot() {
        return boot;
    }

    /**
     * What dnsmasq is told beside addresses and root path.
     *
     * @return options.
     */
    public List<String> dnsmasq() {
        return dnsmasq;
    }
}
