package orbis.engine.scsi;

import java.util.concurrent.TimeUnit;
import orbis.engine.io.IoHandler;
import orbis.engine.store.SpaceUse;
import orbis.protocol.scsi.AdditionalSense;

/**
 * The space under a thin disk, counted in threshold sets (SBC-4 4.7.3.7): measured from time to time where there is a
 * threshold, or somebody has asked. When it becomes less than the threshold, all initiators are told by a unit
 * attention, once until there is more again.
 */
final class Space implements IoHandler {
    /** Exponent of the blocks in a threshold set. */
    static final int SET_EXPONENT = 11;

    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(10);

    private final LogicalUnit unit;
    private final SpaceUse use = new SpaceUse();
    private long thresholdBytes;
    private long measuredNs;
    private boolean begun;
    private boolean measuring;
    private boolean asked;
    private boolean known;
    private boolean low;

    Space(final LogicalUnit unit) {
        this.unit = unit;
    }

    /** Sets how many bytes must be left; 0 for no threshold. */
    void threshold(final long bytes) {
        thresholdBytes = bytes;
    }

    /** Whether it has been measured; it will be from now on. */
    boolean known() {
        asked = true;
        return known;
    }

    long usedSets() {
        return use.usedBytes() >>> SET_EXPONENT + unit.blockShift();
    }

    long availableSets() {
        return use.availableBytes() >>> SET_EXPONENT + unit.blockShift();
    }

    /** Lets time pass. A measurement that hangs with the storage is waited for, and there is no other. */
    void onTick(final long nowNs) {
        final boolean wanted = (asked || thresholdBytes > 0) && unit.store().canTellSpace();
        if (!wanted || measuring || begun && nowNs - measuredNs < INTERVAL_NS) {
            return;
        }
        begun = true;
        measuring = true;
        measuredNs = nowNs;
        unit.store().space(use, this, 0);
    }

    @Override
    public void onComplete(final int token, final long result) {
        measuring = false;
        known = result >= 0;
        if (!known) {
            return;
        }
        final boolean was = low;
        low = use.availableBytes() < thresholdBytes;
        if (low && !was) {
            unit.attentionToOthers(null, AdditionalSense.THIN_PROVISIONING_SOFT_THRESHOLD_REACHED);
        }
    }
}
