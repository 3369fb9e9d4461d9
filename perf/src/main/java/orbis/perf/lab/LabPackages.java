package orbis.perf.lab;

import orbis.perf.process.DebianPackages;

/** The Debian packages that the lab is made of. */
public final class LabPackages {
    /** To run guests. */
    private static final String[] RUN = {
        "qemu-system-x86", "ovmf", "ipxe", "ipxe-qemu", "iproute2", "procps", "tcpdump", "tshark", "fdisk",
        "shim-signed", "grub-efi-amd64-signed"};
    /** To build the disks of the guests, once. */
    private static final String[] BUILD = {
        "mmdebstrap", "eatmydata", "gdisk", "dosfstools", "mtools", "xfsprogs", "e2fsprogs", "grub-common",
        "grub-efi-amd64-bin", "grub-pc-bin"};

    private LabPackages() {
    }

    /** Installs what is needed to run guests. */
    public static void requireToRun() {
        DebianPackages.require(RUN);
    }

    /** Installs what is needed to build the disks of the guests. */
    public static void requireToBuild() {
        DebianPackages.require(BUILD);
    }
}
