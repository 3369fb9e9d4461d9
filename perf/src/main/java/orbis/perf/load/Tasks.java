package orbis.perf.load;

/** The I/Os that one session has under way, one per slot. A slot keeps its memory; the tag tells its uses apart. */
final class Tasks {
    /** Slots in the low bits of a tag. */
    static final int SLOT_BITS = 10;
    private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;

    /** Time from which latency counts: when it was due in the open loop, else when it was started. */
    final long[] dueNs;
    /** First unit of the disk, see {@link Region}. */
    final long[] unit;
    /** What a write leaves behind, and a read should find; 0: not known. */
    final int[] generation;
    final boolean[] write;
    /** The task's tag, or 0 when the slot is free. */
    final int[] tag;
    /** Bytes of data that came in so far. */
    final int[] received;
    /** The Data-Out sequence under way: tag, next byte, its end, number of the next PDU. */
    final int[] transferTag;
    final int[] outOffset;
    final int[] outEnd;
    final int[] outSn;

    private int uses;

    Tasks(final int depth) {
        dueNs = new long[depth];
        unit = new long[depth];
        generation = new int[depth];
        write = new boolean[depth];
        tag = new int[depth];
        received = new int[depth];
        transferTag = new int[depth];
        outOffset = new int[depth];
        outEnd = new int[depth];
        outSn = new int[depth];
    }

    /** How many slots there are. */
    int depth() {
        return tag.length;
    }

    /** Takes a slot into use by a new tag. */
    void begin(final int slot) {
        // 0 stands for free and the highest bit for the session's own commands, so the count skips both.
        uses = uses + 1 & (1 << 31 - SLOT_BITS) - 1;
        uses = uses == 0 ? 1 : uses;
        tag[slot] = uses << SLOT_BITS | slot;
        received[slot] = 0;
    }

    /** Frees a slot. */
    void end(final int slot) {
        tag[slot] = 0;
    }

    /** The slot whose task has the tag, or -1. */
    int slot(final int taskTag) {
        final int slot = taskTag & SLOT_MASK;
        return taskTag > 0 && slot < tag.length && tag[slot] == taskTag ? slot : -1;
    }
}
