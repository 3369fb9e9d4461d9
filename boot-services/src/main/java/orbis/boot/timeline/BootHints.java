package orbis.boot.timeline;

import orbis.boot.FirmwareKind;

/** What usually stops a machine at a stage, and what its screen says there. */
final class BootHints {
    static final String NOTHING_SEEN = """
        Usual causes: the machine does not try the network (boot order, UEFI network stack off), its switch port is \
        still blocked by spanning tree (set portfast), it is in another VLAN without a relay, or its MAC address \
        differs from the record ('orbis client list --unknown'). UEFI's screen says PXE-E16 then.""";

    private BootHints() {
    }

    /** A hint for the last event of a boot; empty where nothing is wrong. */
    static String of(final BootEvent last) {
        return switch (last.stage()) {
            case DISCOVER -> """
                Usual causes: no address is left in the range or none is fixed, the client is not on a network of \
                orbis.net.interface, or DHCP is off. UEFI's screen says PXE-E16.""";
            case OFFER -> """
                UEFI collects offers for 4 s, always. Later than that: another DHCP server's offer was taken (proxy \
                mode stands beside it), or the offer does not come through a relay or firewall.""";
            case REQUEST -> "The lease may be waiting to be durable: look at the disk of orbis.data.dir.";
            case NAK -> "It asked for an address of another network; it starts anew by itself.";
            case ACK -> ack(last.kind());
            case BOOT_SERVER -> "It was told its boot file on port 4011. Usual cause of a stop: a firewall on UDP 69.";
            case FILE -> """
                The file is on its way. If nothing moves: blocks are larger than the path carries (in a tunnel: lower \
                orbis.tftp.blksize.max), a firewall drops UDP from other ports than 69 (orbis.tftp.single.port), or \
                the window is too large for its network card (orbis.tftp.windowsize.max). UEFI says PXE-E18.""";
            case FILE_MISSING -> missing(last.detail());
            case FILE_SENT -> sent(last.detail());
            case FILE_FAILED -> """
                The client fell silent or refused the file. Usual causes: packet loss, too little memory for the file, \
                the machine was switched off. UEFI's screen says PXE-E23 or E18.""";
            case ISCSI_DISCOVERY -> """
                It listed its targets but did not log in. Usual causes: its initiator name is not the one of the \
                record (rd.iscsi.initiator), or CHAP is wanted.""";
            case ISCSI_LOGIN -> """
                It logged in but read nothing: its kernel does not look at the disk, or root= names another.""";
            case ISCSI_REFUSED -> """
                Its login was refused for the reason told. Usual causes: its initiator name is not the one of \
                its record (orbis.client.<name>.initiator), or it has no disk.""";
            case FIRST_READ -> "";
            case ISCSI_LOGOUT -> "It let its disk go: it was shut down, or iPXE gave way to the operating system.";
        };
    }

    private static String ack(final FirmwareKind kind) {
        if (kind == FirmwareKind.PLAIN) {
            return """
                Its operating system has its address. If iSCSI does not follow: its initial RAM disk lacks the iscsi \
                module or the driver of its network card, or netroot= is missing from its arguments.""";
        }
        return kind == FirmwareKind.IPXE ? """
            iPXE has its address. If iSCSI or a script does not follow: port 3260 or that of HTTP is blocked.""" : """
            It has its address but asks for no file. Usual causes: no boot file for its architecture (UEFI's screen \
            says PXE-E53), a firewall on UDP 69, or HTTP boot forbidden in its setup.""";
    }

    private static String missing(final String name) {
        if (name.contains("grub.cfg")) {
            return """
                GRUB looks for several names and then takes the plain one. If it stays here: the client is not known \
                by its address and there is no grub.cfg in orbis.tftp.root. Its screen shows 'grub>'.""";
        }
        if (name.contains("revocations") || name.contains("shim_certificate")) {
            return "Shim always asks for that; it is not needed.";
        }
        return name.endsWith(".lst") ? "GRUB always asks for that; it is not needed."
            : "The file is not in orbis.tftp.root: put it there, or name another in the client's record.";
    }

    private static String sent(final String name) {
        if (name.contains("vmlinuz") || name.contains("initr")) {
            return """
                Its kernel starts now. If no DHCP follows: the initial RAM disk lacks the driver of its network card, \
                or a serial console is wanted (console=ttyS0). If it starts anew: too little memory for the initrd.""";
        }
        return name.contains(".efi") || name.contains("core.0") ? """
            The boot loader runs now. If nothing follows: Secure Boot refused it (use shim and a signed GRUB), or it \
            is for another architecture.""" : "";
    }
}
