package orbis.boot.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import orbis.boot.FirmwareKind;
import orbis.boot.Ipv4;

/**
 * One way of a client from its switch to its disk. Guarded by its history. Its events are in arrays, which are used
 * again for another boot: what a known client does leaves nothing on the heap.
 */
final class Boot {
    private static final int MAX_EVENTS = 96;
    /** A boot by PXE, GRUB and dracut has about so many. */
    private static final int USUAL_EVENTS = 32;

    private BootStage[] stages = new BootStage[USUAL_EVENTS];
    private FirmwareKind[] kinds = new FirmwareKind[USUAL_EVENTS];
    /** Null where the address is the detail. */
    private String[] texts = new String[USUAL_EVENTS];
    private int[] addresses = new int[USUAL_EVENTS];
    private long[] timesMs = new long[USUAL_EVENTS];
    private int[] counts = new int[USUAL_EVENTS];
    private int size;
    private int omitted;
    private int progress;

    /** Forgets everything. */
    Boot clear() {
        Arrays.fill(texts, null);
        size = 0;
        omitted = 0;
        progress = 0;
        return this;
    }

    /** Adds an event, whose detail is the text, or the address when that is null. */
    void add(
        final BootStage stage, final FirmwareKind kind, final String text, final int address, final long epochMs) {
        progress = Math.max(progress, rank(stage, kind));
        if (isRepeated(stage, kind, text, address)) {
            texts[size - 1] = text;
            counts[size - 1]++;
            return;
        }
        if (size == MAX_EVENTS) {
            omitMiddle();
        } else if (size == stages.length) {
            grow();
        }
        stages[size] = stage;
        kinds[size] = kind;
        texts[size] = text;
        addresses[size] = address;
        timesMs[size] = epochMs;
        counts[size] = 1;
        size++;
    }

    /** Whether an event is told as one more of the last. */
    private boolean isRepeated(
        final BootStage stage, final FirmwareKind kind, final String text, final int address) {
        final int last = size - 1;
        return last >= 0 && stages[last] == stage && kinds[last] == kind
            && (stage == BootStage.FILE_MISSING
            || (text == null ? texts[last] == null && addresses[last] == address : text.equals(texts[last])));
    }

    /** The beginning and the end tell most. */
    private void omitMiddle() {
        closeGap(stages);
        closeGap(kinds);
        closeGap(texts);
        closeGap(addresses);
        closeGap(timesMs);
        closeGap(counts);
        size--;
        omitted++;
    }

    private static void closeGap(final Object array) {
        System.arraycopy(array, MAX_EVENTS / 2 + 1, array, MAX_EVENTS / 2, MAX_EVENTS / 2 - 1);
    }

    private void grow() {
        stages = Arrays.copyOf(stages, MAX_EVENTS);
        kinds = Arrays.copyOf(kinds, MAX_EVENTS);
        texts = Arrays.copyOf(texts, MAX_EVENTS);
        addresses = Arrays.copyOf(addresses, MAX_EVENTS);
        timesMs = Arrays.copyOf(timesMs, MAX_EVENTS);
        counts = Arrays.copyOf(counts, MAX_EVENTS);
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
            events.add(event(i));
        }
        return events;
    }

    private BootEvent event(final int i) {
        final String detail = texts[i] == null ? Ipv4.format(addresses[i]) : texts[i];
        return new BootEvent(stages[i], kinds[i], detail, timesMs[i], counts[i]);
    }

    BootEvent last() {
        return event(size - 1);
    }

    int omitted() {
        return omitted;
    }
}
