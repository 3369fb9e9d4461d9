package orbis.engine.session;

import orbis.protocol.iscsi.SessionParameters;
import orbis.protocol.iscsi.TextRequestFlyweight;
import orbis.protocol.iscsi.TextResponseFlyweight;

/**
 * Text Requests of one session in full feature phase (RFC 7143 sections 6.4, 11.10): SendTargets, and
 * MaxRecvDataSegmentLength declared anew. One exchange at a time; a new one ends an old one.
 */
public final class TextPhase {
    /** What {@link #onRequest} gives when the response is written. */
    public static final int RESPOND = 0;

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
    }

    /**
     * Takes a request and writes the response: its header but for StatSN, ExpCmdSN and MaxCmdSN, and its text with
     * padding.
     *
     * @param request         the header.
     * @param textAddress     its data segment.
     * @param response        header to be written.
     * @param responseAddress where the response's text goes.
     * @param capacity        room there, in bytes, a multiple of 4; never more is written than the initiator takes.
     * @return {@link #RESPOND}, or the reason of a Reject.
     */
    public int onRequest(
        final TextRequestFlyweight request,
        final long textAddress,
        final TextResponseFlyweight response,
        final long responseAddress,
        final int capacity) {
        return RESPOND;
    }
}
