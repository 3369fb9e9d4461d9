package orbis.engine.session;

import java.util.List;
import java.util.Locale;
import orbis.protocol.iscsi.BasicHeaderFlyweight;
import orbis.protocol.iscsi.Key;
import orbis.protocol.iscsi.RejectFlyweight;
import orbis.protocol.iscsi.SessionParameters;
import orbis.protocol.iscsi.TextCollector;
import orbis.protocol.iscsi.TextKeys;
import orbis.protocol.iscsi.TextRequestFlyweight;
import orbis.protocol.iscsi.TextResponseFlyweight;
import orbis.protocol.iscsi.TextValues;
import orbis.protocol.iscsi.TextWriter;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Text Requests of one session in full feature phase (RFC 7143 sections 6.4, 11.10): SendTargets, and
 * MaxRecvDataSegmentLength declared anew. One exchange at a time; a new one ends an old one.
 */
public final class TextPhase {
    /** What {@link #onRequest} gives when the response is written. */
    public static final int RESPOND = 0;

    private static final String ALL = "All";

    private final TargetDirectory directory;
    private final String initiatorName;
    private final String targetName;
    private final Portal portal;
    private final SessionParameters parameters;
    private final TextCollector collector = new TextCollector();
    private final TextKeys keys = new TextKeys();
    private final TextWriter answers = new TextWriter();
    private final UnsafeBuffer text = new UnsafeBuffer(0, 0);

    private boolean open;
    private int initiatorTaskTag;
    private int transferTag;
    private boolean targetsSent;
    private boolean senseless;
    private int declaredLength;

    /**
     * Begins.
     *
     * @param directory     knows the targets.
     * @param initiatorName whose session it is.
     * @param targetName    which target's session it is; null in a discovery session.
     * @param portal        by which the connection came.
     * @param parameters    of the session; changed when the initiator declares MaxRecvDataSegmentLength.
     */
    public TextPhase(
        final TargetDirectory directory,
        final String initiatorName,
        final String targetName,
        final Portal portal,
        final SessionParameters parameters) {
        this.directory = directory;
        this.initiatorName = initiatorName;
        this.targetName = targetName;
        this.portal = portal;
        this.parameters = parameters;
    }

    /**
     * Takes a request and writes the response: its header but for StatSN, ExpCmdSN and MaxCmdSN, and its text with
     * padding. A request that is refused ends the exchange.
     *
     * @param request         the header.
     * @param textAddress     its data segment.
     * @param response        header to be written.
     * @param responseAddress where the response's text goes.
     * @param capacity        room there, in bytes, a multiple of 4; never more is written than the initiator takes.
     * @return {@link #RESPOND}, or the reason of a Reject, see {@link RejectFlyweight}.
     */
    public int onRequest(
        final TextRequestFlyweight request,
        final long textAddress,
        final TextResponseFlyweight response,
        final long responseAddress,
        final int capacity) {
        int reject = request.targetTransferTag() == BasicHeaderFlyweight.NO_TAG ? begin(request) : resume(request);
        if (reject == RESPOND) {
            reject = take(request, textAddress);
        }
        if (reject == RESPOND) {
            respond(request, response, responseAddress, capacity);
        } else {
            open = false;
        }
        return reject;
    }

    private int begin(final TextRequestFlyweight request) {
        open = true;
        initiatorTaskTag = request.initiatorTaskTag();
        transferTag = transferTag + 1 & Integer.MAX_VALUE;
        targetsSent = false;
        senseless = false;
        declaredLength = parameters.initiatorMaxRecvDataSegmentLength();
        collector.clear();
        answers.clear();
        return RESPOND;
    }

    private int resume(final TextRequestFlyweight request) {
        final boolean same = open && request.targetTransferTag() == transferTag
            && request.initiatorTaskTag() == initiatorTaskTag;
        return same ? RESPOND : RejectFlyweight.INVALID_PDU_FIELD;
    }

    private int take(final TextRequestFlyweight request, final long textAddress) {
        final int length = request.dataSegmentLength();
        // While an answer has C set, requests that ask for its rest have no text (RFC 7143 section 6.2).
        if (request.finalBit() && request.continueBit() || length > 0 && answers.remaining() > 0) {
            return RejectFlyweight.PROTOCOL_ERROR;
        }
        if (length > 0) {
            text.wrap(textAddress, length);
            if (!collector.add(text, 0, length)) {
                return RejectFlyweight.PROTOCOL_ERROR;
            }
        }
        if (request.continueBit()) {
            return RESPOND;
        }
        collector.wrap(keys);
        while (keys.next()) {
            onKey(Key.of(keys.key()), keys.value());
        }
        collector.clear();
        return keys.fault() == null && !senseless ? RESPOND : RejectFlyweight.PROTOCOL_ERROR;
    }

    private void onKey(final Key key, final String value) {
        if (key == null) {
            // Where there is nothing to negotiate, what is neither a key nor an extension (X-, X#) is a mistake.
            senseless |= targetName != null && !keys.key().startsWith("X");
            answers.put(keys.key(), TextValues.NOT_UNDERSTOOD);
        } else if (key == Key.SEND_TARGETS && !targetsSent) {
            targetsSent = true;
            sendTargets(value);
        } else if (key == Key.MAX_RECV_DATA_SEGMENT_LENGTH && inRange(key, TextValues.number(value))) {
            declaredLength = TextValues.number(value);
        } else if (key != Key.INITIATOR_ALIAS) {
            answers.put(key, TextValues.REJECT);
        }
    }

    /**
     * What may be asked depends on the type of session (RFC 7143 appendix C). A normal session that asks for all is
     * told of its own target, as if it had asked for that.
     */
    private void sendTargets(final String value) {
        final boolean discovery = targetName == null;
        if (discovery && value.isEmpty()) {
            answers.put(Key.SEND_TARGETS, TextValues.REJECT);
            return;
        }
        senseless |= !discovery && !value.isEmpty() && !ALL.equals(value) && !value.matches("(?i)(iqn|eui|naa)\\..*");
        final String wanted = ALL.equals(value) ? null : value.isEmpty() ? targetName : value.toLowerCase(Locale.ROOT);
        directory.list(initiatorName, portal, (name, portals) -> {
            if ((wanted == null || wanted.equals(name)) && (discovery || targetName.equals(name))) {
                tell(name, portals);
            }
        });
    }

    private void tell(final String name, final List<Portal> portals) {
        answers.put(Key.TARGET_NAME, name);
        for (final Portal one : portals) {
            answers.put(Key.TARGET_ADDRESS, one.targetAddress());
        }
    }

    private void respond(
        final TextRequestFlyweight request,
        final TextResponseFlyweight response,
        final long responseAddress,
        final int capacity) {
        // A length that is being declared may count for this response already, or not yet: both are kept.
        final int taken = Math.min(declaredLength, Session.dataSegmentLength(parameters));
        final int most = Math.min(capacity, taken);
        text.wrap(responseAddress, capacity);
        response.blank().dataSegmentLength(answers.take(text, 0, most)).initiatorTaskTag(initiatorTaskTag);
        final boolean more = answers.remaining() > 0;
        final boolean last = request.finalBit() && !more;
        response.finalBit(last).continueBit(more)
            .targetTransferTag(last ? BasicHeaderFlyweight.NO_TAG : transferTag);
        if (last) {
            open = false;
            parameters.value(Key.MAX_RECV_DATA_SEGMENT_LENGTH, declaredLength);
        }
    }

    private static boolean inRange(final Key key, final int value) {
        return value >= key.least() && value <= key.most();
    }
}
