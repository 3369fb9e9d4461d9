package orbis.protocol.iscsi;

import java.util.EnumSet;

/**
 * The target's half of an operational negotiation: for each key that the initiator offers it finds the value and
 * the answer (RFC 7143 sections 6.2 and 13). It never offers a key of its own but MaxRecvDataSegmentLength, which is
 * a declaration: iPXE and OVMF end a login in which others come up.
 */
public final class Negotiation {
    private static final String CRC32C = "CRC32C";

    private final SessionParameters limits;
    private final SessionParameters parameters;
    private final EnumSet<Key> seen = EnumSet.noneOf(Key.class);
    private Digests digests = Digests.OFFERED;
    private boolean declared;

    /**
     * Begins a negotiation.
     *
     * @param limits     what this target aims at.
     * @param parameters changed to what is agreed.
     */
    public Negotiation(final SessionParameters limits, final SessionParameters parameters) {
        this.limits = limits;
        this.parameters = parameters;
    }

    /** Says what is made of the digests that are offered from now on. */
    public void digests(final Digests policy) {
        digests = policy;
    }

    /** Whether digests are demanded that were not agreed on. */
    public boolean lacksDigests() {
        return !digests.none() && !(parameters.headerDigest() && parameters.dataDigest());
    }

    /** Whether a key is negotiated here. */
    public static boolean concerns(final Key key) {
        return switch (key.rule()) {
            case MINIMUM, MAXIMUM, AND, OR, DIGEST, TASK_REPORTING_LIST, DECLARED_NUMBER, OBSOLETE_MARKER,
                OBSOLETE_INTERVAL -> true;
            default -> false;
        };
    }

    /**
     * Takes an offer.
     *
     * @param key       for which {@link #concerns(Key)} holds.
     * @param offer     the initiator's value.
     * @param discovery whether the session is for discovery only.
     * @param answers   gets the answer.
     * @return whether the key might be offered: false the second time in one negotiation.
     */
    public boolean offer(final Key key, final String offer, final boolean discovery, final TextWriter answers) {
        if (key.rule() == Key.Rule.DECLARED_NUMBER) {
            declaration(key, offer, answers);
            return true;
        }
        if (!seen.add(key)) {
            return false;
        }
        answers.put(key, discovery && key.irrelevantInDiscovery() ? TextValues.IRRELEVANT : answer(key, offer));
        return true;
    }

    /**
     * Declares what the target takes, once: after this its MaxRecvDataSegmentLength counts.
     *
     * @param discovery whether the session is for discovery only: its texts need no more than the default.
     * @param answers   gets the declaration.
     */
    public void declare(final boolean discovery, final TextWriter answers) {
        if (!declared) {
            declared = true;
            final int most = Math.min(limits.targetMaxRecvDataSegmentLength(),
                discovery ? Key.MAX_RECV_DATA_SEGMENT_LENGTH.initial() : Integer.MAX_VALUE);
            parameters.targetMaxRecvDataSegmentLength(most);
            answers.put(Key.MAX_RECV_DATA_SEGMENT_LENGTH, Integer.toString(most));
        }
    }

    private void declaration(final Key key, final String offer, final TextWriter answers) {
        final int value = numberWithin(key, offer);
        if (value < 0) {
            answers.put(key, TextValues.REJECT);
        } else {
            parameters.value(key, value);
        }
    }

    private String answer(final Key key, final String offer) {
        return switch (key.rule()) {
            case MINIMUM, MAXIMUM -> number(key, offer);
            case AND, OR -> bool(key, offer);
            case DIGEST -> digest(key, offer);
            case TASK_REPORTING_LIST -> TextValues.listed(offer, "RFC3720") ? "RFC3720" : TextValues.REJECT;
            case OBSOLETE_MARKER -> TextValues.NO;
            default -> TextValues.REJECT;
        };
    }

    private String number(final Key key, final String offer) {
        final int value = numberWithin(key, offer);
        if (value < 0) {
            return TextValues.REJECT;
        }
        final int limit = limits.value(key);
        final int agreed = key.rule() == Key.Rule.MINIMUM ? Math.min(value, limit) : Math.max(value, limit);
        parameters.value(key, agreed);
        return Integer.toString(agreed);
    }

    private String bool(final Key key, final String offer) {
        final boolean yes = TextValues.YES.equals(offer);
        if (!yes && !TextValues.NO.equals(offer)) {
            return TextValues.REJECT;
        }
        final boolean limit = limits.value(key) != 0;
        final boolean agreed = key.rule() == Key.Rule.AND ? yes && limit : yes || limit;
        parameters.value(key, agreed ? 1 : 0);
        return TextValues.bool(agreed);
    }

    private String digest(final Key key, final String offer) {
        if (digests == Digests.PREFERRED && TextValues.listed(offer, CRC32C)) {
            return agree(key, CRC32C);
        }
        for (final String choice : offer.split(",")) {
            if (CRC32C.equals(choice) && digests.crc32c() || TextValues.NONE.equals(choice) && digests.none()) {
                return agree(key, choice);
            }
        }
        return TextValues.REJECT;
    }

    private String agree(final Key key, final String digest) {
        parameters.value(key, CRC32C.equals(digest) ? 1 : 0);
        return digest;
    }

    private static int numberWithin(final Key key, final String offer) {
        final int value = TextValues.number(offer);
        return value >= key.least() && value <= key.most() ? value : -1;
    }
}
