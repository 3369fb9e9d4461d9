package orbis.perf.lab;

/** The two guests: one Debian, with the two ways by which a Linux finds its root on iSCSI. */
public enum Guest {
    /** XFS, dracut with its iscsi module: as RHEL lays it out. */
    DRACUT("dracut", "xfs", "0b1e55ed-0000-4000-8000-00000000d4ac"),
    /** ext4, initramfs-tools with open-iscsi. */
    TOOLS("tools", "ext4", "0b1e55ed-0000-4000-8000-000000007001");

    /** Those of both: what an emulated processor need not do, and no alarm when it is slow at what it must. */
    static final String KERNEL_ARGUMENTS = "rw console=ttyS0,115200 quiet mitigations=off nokaslr audit=0"
        + " random.trust_cpu=on cryptomgr.notests nowatchdog no_timer_check tsc=nowatchdog"
        + " rcupdate.rcu_cpu_stall_suppress=1";

    private final String fileName;
    private final String fileSystem;
    private final String rootUuid;

    Guest(final String fileName, final String fileSystem, final String rootUuid) {
        this.fileName = fileName;
        this.fileSystem = fileSystem;
        this.rootUuid = rootUuid;
    }

    /**
     * The stem of the names of its files.
     *
     * @return for instance {@code dracut}, of {@code dracut.img}.
     */
    public String fileName() {
        return fileName;
    }

    /**
     * What its root is formatted with.
     *
     * @return for instance {@code xfs}.
     */
    public String fileSystem() {
        return fileSystem;
    }

    /**
     * The UUID of the file system of its root.
     *
     * @return the UUID, in lower case.
     */
    public String rootUuid() {
        return rootUuid;
    }

    /**
     * The arguments that its kernel is given on every road.
     *
     * @return a part of a command line.
     */
    public String kernelArguments() {
        return "root=UUID=" + rootUuid + " " + KERNEL_ARGUMENTS;
    }
}
