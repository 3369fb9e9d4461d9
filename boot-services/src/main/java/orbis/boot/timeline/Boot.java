package orbis.boot.timeline;

import java.util.ArrayList;
import java.util.List;

import orbis.boot.FirmwareKind;
import orbis.boot.Ipv4;

/**
 * One way of a client from its switch to its disk. Guarded by its history. Its entries are used again for another boot:
 * what a known client does leaves nothing on the heap.
 */
final class Boot {
    private static final int MAX_EVENTS = 96;
    /** A boot by PXE, GRUB and dracut has about so many. */
    private static final int USUAL_EVENTS = 32;

    private final List<Entry> entries = new ArrayList<>(MAX_EVENTS);
    private int size;
    private int omitted;
    private int progress;

    /** An event that can become another. */
    private static final class Entry {
        private BootStage stage;
        private FirmwareKind kind;
        /** Null where the address is the detail. */
        private String text;
        private int address;
        private long timeMs;
        private int count;

        private boolean isRepeatedBy(
            final BootStage nextStage, final FirmwareKind nextKind, final String nextText, final int nextAddress) {
            return stage == nextStage && kind == nextKind
                && (nextText == null ? text == null && address == nextAddress : nextText.equals(text));
        }

        private BootEvent event() {
            return new BootEvent(stage, kind, text == null ? Ipv4.format(address) : text, timeMs, count);
        }
    }

    Boot() {
        while (entries.size() < USUAL_EVENTS) {
            entries.add(new Entry());
        }
    }

    /** Forgets everything. */
    Boot clear() {
        entries.forEach(entry -> entry.text = null);
        size = 0;
        omitted = 0;
        progress = 0;
        return this;
    }

    /** Adds an event, whose detail is the text, or the address when that is null. */
    void add(
        final BootStage stage, final FirmwareKind kind, final String text, final int address, final long epochMs) {
        progress = Math.max(progress, rank(stage, kind));
        if (size > 0 && entries.get(size - 1).isRepeatedBy(stage, kind, text, address)) {
            entries.get(size - 1).count++;
            return;
        }
        final Entry entry = next();
        entry.stage = stage;
        entry.kind = kind;
        entry.text = text;
        entry.address = address;
        entry.timeMs = epochMs;
        entry.count = 1;
    }

    private Entry next() {
        if (size == MAX_EVENTS) {
            // The beginning and the end tell most: one of the middle becomes the last.
            entries.add(entries.remove(MAX_EVENTS / 2));
            omitted++;
            return entries.get(size - 1);
        }
        if (size == entries.size()) {
            entries.add(new Entry());
        }
        return entries.get(size++);
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

    /** A copy of the events, the last one last. */
    List<BootEvent> events() {
        final List<BootEvent> events = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            events.add(entries.get(i).event());
        }
        return events;
    }

    BootEvent last() {
        return entries.get(size - 1).event();
    }

    int omitted() {
        return omitted;
    }
}
