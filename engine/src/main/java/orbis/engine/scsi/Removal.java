package orbis.engine.scsi;

import java.util.ArrayList;
import java.util.List;

/**
 * The medium of a removable disk, and who forbids to eject it; whether a fixed disk was stopped (SPC-4 6.16, SBC-4
 * 5.31). A removable disk whose medium is loaded stays ready when it is stopped, as initiators expect.
 */
final class Removal {
    private final boolean removable;
    private final List<Nexus> preventing = new ArrayList<>();
    private boolean ejected;
    private boolean stopped;

    Removal(final boolean removable) {
        this.removable = removable;
    }

    /** Whether the medium is there. */
    boolean medium() {
        return !ejected;
    }

    /** Loads or ejects the medium; a fixed one stays where it is. */
    void medium(final boolean loaded) {
        ejected = removable && !loaded;
    }

    /** Whether the disk must be started before its medium can be reached. */
    boolean stopped() {
        return stopped;
    }

    /** Stops or starts the disk. */
    void stopped(final boolean value) {
        stopped = value && !removable;
    }

    /** Whether somebody forbids to eject it. */
    boolean prevented() {
        return !preventing.isEmpty();
    }

    /** Forbids or allows it, as far as one nexus is concerned. */
    void prevent(final Nexus nexus, final boolean value) {
        preventing.remove(nexus);
        if (value) {
            preventing.add(nexus);
        }
    }

    /** Allows it again, and starts the disk, after a reset. */
    void reset() {
        stopped = false;
        preventing.clear();
    }
}
