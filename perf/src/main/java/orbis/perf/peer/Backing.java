package orbis.perf.peer;

import java.util.Locale;

/** What a disk of a comparison is made of. Its name in lower case is the disk's name. */
public enum Backing {
    /** Memory of the target's process; tgt has none, and is measured on {@link #TMPFS} instead. */
    MEMORY,
    /** A file in memory. */
    TMPFS,
    /** A file on a disk, with O_DIRECT. */
    DISK;

    /** Name of the disk. */
    public String disk() {
        return name().toLowerCase(Locale.ROOT);
    }
}
