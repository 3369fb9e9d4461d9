package orbis.engine.session;

import java.security.SecureRandom;
import orbis.protocol.iscsi.LoginRequestFlyweight;
import orbis.protocol.iscsi.LoginResponseFlyweight;
import orbis.protocol.iscsi.LoginStatus;
import orbis.protocol.iscsi.SessionParameters;

/**
 * The login of one connection (RFC 7143 section 6.3): takes Login Requests, gives Login Responses, knows no socket,
 * thread or clock. Whoever holds it gives it one request after the other and does what {@link Outcome} says. The
 * names that it tells are in lower case, as RFC 3722 folds them.
 */
public final class LoginPhase {
    /** Most bytes of text in a request, and in a response: MaxRecvDataSegmentLength before it was declared. */
    public static final int MAX_TEXT_LENGTH = 8192;

    /** What is to be done next. */
    public enum Outcome {
        /** Send the response; another request comes. */
        CONTINUE,
        /**
         * All is agreed. Find a TSIH and call {@link LoginPhase#admit}, or call {@link LoginPhase#refuse} when there
         * is no room; now or later, but before another request is given. There is no response yet.
         */
        ADMIT,
        /** Send the response, then close the connection. */
        FAILED
    }

    /**
     * Begins the login of a connection.
     *
     * @param directory     knows the targets.
     * @param credentials   knows the secrets.
     * @param limits        what this target aims at, see {@link SessionParameters#limits()}.
     * @param portal        by which the connection came.
     * @param commandWindow how many commands a session may have on their way: MaxCmdSN less ExpCmdSN, plus 1.
     * @param random        for challenges.
     */
    public LoginPhase(
        final TargetDirectory directory,
        final Credentials credentials,
        final SessionParameters limits,
        final Portal portal,
        final int commandWindow,
        final SecureRandom random) {
    }

    /**
     * Takes a request and writes the response, header and text with its padding.
     *
     * @param request         the header; its data segment is at most {@link #MAX_TEXT_LENGTH} bytes long.
     * @param textAddress     its data segment.
     * @param response        header to be written.
     * @param responseAddress where the response's text goes: room for {@link #MAX_TEXT_LENGTH} bytes.
     * @return what to do next.
     */
    public Outcome onRequest(
        final LoginRequestFlyweight request,
        final long textAddress,
        final LoginResponseFlyweight response,
        final long responseAddress) {
        return Outcome.FAILED;
    }

    /**
     * Writes the last response after {@link Outcome#ADMIT}: the session is in full feature phase once it is sent.
     *
     * @param tsih            identifier of the session, 1 to 65535.
     * @param response        header to be written.
     * @param responseAddress where the response's text goes.
     */
    public void admit(final int tsih, final LoginResponseFlyweight response, final long responseAddress) {
    }

    /**
     * Writes a response that ends the login.
     *
     * @param status   why, one of {@link LoginStatus}.
     * @param reason   the same for people.
     * @param response header to be written; it has no text.
     * @return {@link Outcome#FAILED}.
     */
    public Outcome refuse(final int status, final String reason, final LoginResponseFlyweight response) {
        return Outcome.FAILED;
    }

    /** Who the initiator is, or null when it has not said. */
    public String initiatorName() {
        return null;
    }

    /** Which target the session is for; null in a discovery session. */
    public String targetName() {
        return null;
    }

    /** Portal group tag of the target on this connection. */
    public int portalGroupTag() {
        return 0;
    }

    /** Whether the session is for discovery only. */
    public boolean discovery() {
        return false;
    }

    /** Initiator's part of the session identifier, 48 bits. */
    public long isid() {
        return 0;
    }

    /** TSIH of the first request: 0 for a new session, which may take over one of the same initiator port. */
    public int requestedTsih() {
        return 0;
    }

    /** Connection identifier. */
    public int cid() {
        return 0;
    }

    /** CmdSN of the login: that of the first command after it. */
    public int cmdSn() {
        return 0;
    }

    /** StatSN of the first response after login. */
    public int statSn() {
        return 0;
    }

    /** What was agreed; to be taken after {@link #admit}. */
    public SessionParameters parameters() {
        return null;
    }

    /** Why the login failed, for people; null when it did not. */
    public String failure() {
        return null;
    }
}
