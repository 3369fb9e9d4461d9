package orbis.boot.timeline;

import java.util.ArrayList;
import java.util.List;

import orbis.boot.FirmwareKind;

/** One way of a client from its switch to its disk. Guarded by its history. */
final class Boot {
    private static final int MAX_EVENTS = 96;

    private final List<BootEvent> events = new ArrayList<>();
    private int omitted;
    private int progress;

    void add(final BootStage stage, final FirmwareKind kind, final String detail, final long epochMs) {
        progress = Math.max(progress, rank(stage, kind));
        final int last = events.size() - 1;
        if (last >= 0 && events.get(last).isRepeatedBy(stage, kind, detail)) {
            events.set(last, events.get(last).again(detail));
            return;
        }
        if (events.size() == MAX_EVENTS) {
            // The beginning and the end tell most.
            events.remove(MAX_EVENTS / 2);
            omitted++;
        }
        events.add(new BootEvent(stage, kind, detail, epochMs, 1));
    }

    /**
     * Whether a question for an address says that the machine was switched on again: firmware that has had its
     * address does not ask as firmware of the same kind again, nor after a kind that comes later on the way.
     */
    boolean isOverWhen(final FirmwareKind kind) {
        return kind != null && kind != FirmwareKind.PLAIN && progress > kindRank(kind);
    }

    private static int rank(final BootStage stage, final FirmwareKind kind) {
        return switch (stage) {
            case DISCOVER, OFFER, NAK -> kind == FirmwareKind.PLAIN ? kindRank(kind) : 0;
            case REQUEST, ACK, BOOT_SERVER -> kindRank(kind) + 1;
            case ISCSI_DISCOVERY, ISCSI_LOGIN, FIRST_READ, ISCSI_LOGOUT -> kindRank(FirmwareKind.PLAIN) + 1;
            default -> 1;
        };
    }

    private static int kindRank(final FirmwareKind kind) {
        if (kind == null) {
            return 0;
        }
        return switch (kind) {
            case PXE, HTTP -> 0;
            case IPXE -> 2;
            case PLAIN -> 4;
        };
    }

    List<BootEvent> events() {
        return events;
    }

    BootEvent last() {
        return events.get(events.size() - 1);
    }

    int omitted() {
        return omitted;
    }
}
