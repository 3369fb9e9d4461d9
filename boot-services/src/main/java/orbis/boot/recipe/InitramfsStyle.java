package orbis.boot.recipe;

/** Whose kernel arguments tell the initial RAM disk of its root. */
public enum InitramfsStyle {
    /** Dracut's; those of initramfs-tools too where the file is named as Debian names it. */
    AUTO,
    /** Dracut with its iscsi module: {@code netroot=} and {@code rd.iscsi.*}. */
    DRACUT,
    /** Initramfs-tools with Debian's open-iscsi: {@code iscsi_*}. */
    INITRAMFS_TOOLS
}
