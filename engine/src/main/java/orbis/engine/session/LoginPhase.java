package orbis.engine.session;

import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import orbis.protocol.iscsi.Key;
import orbis.protocol.iscsi.LoginRequestFlyweight;
import orbis.protocol.iscsi.LoginResponseFlyweight;
import orbis.protocol.iscsi.LoginStatus;
import orbis.protocol.iscsi.Negotiation;
import orbis.protocol.iscsi.SessionParameters;
import orbis.protocol.iscsi.TextCollector;
import orbis.protocol.iscsi.TextKeys;
import orbis.protocol.iscsi.TextValues;
import orbis.protocol.iscsi.TextWriter;
import org.agrona.concurrent.UnsafeBuffer;

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

    /** Most requests in one login: the longest that makes sense has a few for text that is cut, and 5 for CHAP. */
    private static final int MAX_REQUESTS = 32;
    private static final int SECURITY = LoginRequestFlyweight.SECURITY_STAGE;
    private static final int OPERATIONAL = LoginRequestFlyweight.OPERATIONAL_STAGE;
    private static final int REDIRECTION = LoginStatus.statusClass(LoginStatus.TARGET_MOVED_TEMPORARILY);
    private static final int FULL_FEATURE = LoginRequestFlyweight.FULL_FEATURE_STAGE;

    private final TargetDirectory directory;
    private final Credentials credentials;
    private final Portal portal;
    private final int commandWindow;
    private final SecureRandom random;
    private final SessionParameters parameters = new SessionParameters();
    private final Negotiation negotiation;
    private final LoginIdentity identity = new LoginIdentity();
    private final TextCollector collector = new TextCollector();
    private final TextKeys keys = new TextKeys();
    private final TextWriter answers = new TextWriter();
    private final UnsafeBuffer text = new UnsafeBuffer(0, 0);

    private LoginSecurity security;
    private int requests;
    private boolean agreed;
    private int stage;
    private long isid;
    private int requestedTsih;
    private int cid;
    private int cmdSn;
    private int statSn;
    private int initiatorTaskTag;
    private int portalGroupTag;
    private String failure;

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
        this.directory = directory;
        this.credentials = credentials;
        this.portal = portal;
        this.commandWindow = commandWindow;
        this.random = random;
        negotiation = new Negotiation(limits, parameters);
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
        initiatorTaskTag = request.initiatorTaskTag();
        LoginFault fault = requests++ == 0 ? begin(request) : checkSame(request);
        if (fault == null) {
            fault = checkHeader(request);
        }
        if (fault == null) {
            fault = collect(request, textAddress);
        }
        if (fault == null && !request.continueBit()) {
            fault = onText();
        }
        if (fault == null && request.transit()) {
            fault = checkTransit(request.nextStage());
        }
        if (fault != null) {
            return fail(fault, response, responseAddress);
        }
        return answer(request, response, responseAddress);
    }

    /**
     * Writes the last response after {@link Outcome#ADMIT}: the session is in full feature phase once it is sent.
     *
     * @param tsih            identifier of the session, 1 to 65535.
     * @param response        header to be written.
     * @param responseAddress where the response's text goes.
     */
    public void admit(final int tsih, final LoginResponseFlyweight response, final long responseAddress) {
        write(response, responseAddress, LoginStatus.SUCCESS);
        response.transit(true).currentStage(stage).nextStage(FULL_FEATURE).tsih(tsih);
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
        answers.clear();
        return fail(new LoginFault(status, reason), response, 0);
    }

    /** Who the initiator is, or null when it has not said, or what it said is no name. */
    public String initiatorName() {
        return identity.initiatorName();
    }

    /** What people call the initiator, as it says, or null. */
    public String initiatorAlias() {
        return identity.initiatorAlias();
    }

    /** Which target the session is for; null in a discovery session. */
    public String targetName() {
        return identity.targetName();
    }

    /** Portal group tag of the target on this connection. */
    public int portalGroupTag() {
        return portalGroupTag;
    }

    /** Whether the session is for discovery only. */
    public boolean discovery() {
        return identity.discovery();
    }

    /** Initiator's part of the session identifier, 48 bits. */
    public long isid() {
        return isid;
    }

    /** TSIH of the first request: 0 for a new session, which may take over one of the same initiator port. */
    public int requestedTsih() {
        return requestedTsih;
    }

    /** Connection identifier. */
    public int cid() {
        return cid;
    }

    /** CmdSN of the login: that of the first command after it. */
    public int cmdSn() {
        return cmdSn;
    }

    /** StatSN of the next response: after {@link #admit}, of the first in full feature phase. */
    public int statSn() {
        return statSn;
    }

    /** What was agreed; to be taken after {@link #admit}. */
    public SessionParameters parameters() {
        return parameters;
    }

    /** Why the login failed, for people; null when it did not. */
    public String failure() {
        return failure;
    }

    private LoginFault begin(final LoginRequestFlyweight request) {
        isid = request.isid();
        requestedTsih = request.tsih();
        cid = request.cid();
        cmdSn = request.cmdSn();
        // Any number would do; this one is what the initiator expects, when it expects anything.
        statSn = request.expStatSn();
        stage = request.currentStage();
        if (request.versionMin() > 0) {
            return new LoginFault(LoginStatus.UNSUPPORTED_VERSION, "version " + request.versionMin() + " or later");
        }
        return stage == SECURITY || stage == OPERATIONAL ? null : wrong("login began in stage " + stage);
    }

    private LoginFault checkSame(final LoginRequestFlyweight request) {
        if (agreed) {
            return wrong("a request after the last one");
        }
        if (requests > MAX_REQUESTS) {
            return wrong("no end after " + MAX_REQUESTS + " requests");
        }
        final boolean same = request.isid() == isid && request.tsih() == requestedTsih && request.cid() == cid;
        return same ? null : wrong("ISID, TSIH or CID changed");
    }

    private LoginFault checkHeader(final LoginRequestFlyweight request) {
        if (request.currentStage() != stage) {
            return wrong("stage " + request.currentStage() + " while in stage " + stage);
        }
        if (!request.transit()) {
            return null;
        }
        final int next = request.nextStage();
        if (request.continueBit() || next <= stage || next != OPERATIONAL && next != FULL_FEATURE) {
            return wrong("transit from stage " + stage + " to " + next);
        }
        return null;
    }

    private LoginFault collect(final LoginRequestFlyweight request, final long textAddress) {
        final int length = request.dataSegmentLength();
        if (length == 0) {
            return null;
        }
        // While an answer has C set, requests that ask for its rest have no text (RFC 7143 section 6.2). So the
        // answers to one text are all that is ever held.
        if (answers.remaining() > 0) {
            return wrong("text before the rest of the answer was taken");
        }
        text.wrap(textAddress, length);
        return length <= MAX_TEXT_LENGTH && collector.add(text, 0, length)
            ? null : wrong("more text than a login needs");
    }

    /** Takes text that is whole now. */
    private LoginFault onText() {
        LoginFault fault = security == null ? identify() : null;
        final Map<Key, String> securityKeys = new EnumMap<>(Key.class);
        collector.wrap(keys);
        while (fault == null && keys.next()) {
            fault = onKey(Key.of(keys.key()), securityKeys);
        }
        if (fault == null && keys.fault() != null) {
            fault = wrong(keys.fault());
        }
        collector.clear();
        if (fault == null && stage == SECURITY) {
            fault = security.onKeys(securityKeys, answers);
        } else if (fault == null) {
            negotiation.declare(discovery(), answers);
        }
        return fault;
    }

    /** Looks for who it is before all else: in the first request whose text is whole. */
    private LoginFault identify() {
        collector.wrap(keys);
        while (keys.next()) {
            final Key key = Key.of(keys.key());
            if (key != null && LoginIdentity.concerns(key)) {
                identity.declare(key, keys.value());
            }
        }
        final LoginFault fault = identity.settle();
        if (fault != null) {
            return fault;
        }
        return discovery() ? secure(credentials.forDiscovery(initiatorName())) : findTarget();
    }

    private LoginFault findTarget() {
        final TargetAnswer found = directory.find(targetName(), initiatorName(), portal);
        if (found.address() != null) {
            answers.put(Key.TARGET_ADDRESS, found.address());
        }
        if (found.status() != LoginStatus.SUCCESS) {
            return new LoginFault(found.status(), targetName() + ": " + LoginStatus.text(found.status()));
        }
        negotiation.digests(found.digests());
        portalGroupTag = found.groupTag();
        answers.put(Key.TARGET_PORTAL_GROUP_TAG, Integer.toString(portalGroupTag));
        if (found.alias() != null) {
            answers.put(Key.TARGET_ALIAS, found.alias());
        }
        return secure(credentials.forTarget(targetName(), initiatorName()));
    }

    private LoginFault secure(final ChapSecret secret) {
        security = new LoginSecurity(secret, random);
        return stage == SECURITY || security.passed() ? null
            : new LoginFault(LoginStatus.AUTHENTICATION_FAILURE, "the security stage was left out");
    }

    private LoginFault onKey(final Key key, final Map<Key, String> securityKeys) {
        if (key == null) {
            answers.put(keys.key(), TextValues.NOT_UNDERSTOOD);
        } else if (LoginIdentity.concerns(key)) {
            return identity.declare(key, keys.value()) ? null : wrong(key.text() + " changed");
        } else if (key.rule() == Key.Rule.SECURITY) {
            final boolean fits = stage == SECURITY && securityKeys.put(key, keys.value()) == null;
            return fits ? null : wrong(key.text() + " twice or too late");
        } else if (!Negotiation.concerns(key)) {
            answers.put(key, TextValues.REJECT);
        } else {
            final boolean fits = stage == OPERATIONAL
                && negotiation.offer(key, keys.value(), discovery(), answers);
            return fits ? null : wrong(key.text() + " twice or too early");
        }
        return null;
    }

    private LoginFault checkTransit(final int next) {
        if (stage == SECURITY && security.methodMissing()) {
            return new LoginFault(LoginStatus.AUTHENTICATION_FAILURE, "no AuthMethod was offered");
        }
        return next == FULL_FEATURE && negotiation.lacksDigests()
            ? wrong("the target demands HeaderDigest=CRC32C and DataDigest=CRC32C") : null;
    }

    private Outcome answer(
        final LoginRequestFlyweight request,
        final LoginResponseFlyweight response,
        final long responseAddress) {
        // The last piece of an answer may go with the transit: before it, and before the initiator has proved
        // itself, T is not granted, however often it is set (iPXE sets it on every request).
        final boolean granted = request.transit() && security.passed() && answers.remaining() <= MAX_TEXT_LENGTH;
        if (granted && request.nextStage() == FULL_FEATURE) {
            agreed = true;
            return Outcome.ADMIT;
        }
        write(response, responseAddress, LoginStatus.SUCCESS);
        response.currentStage(stage);
        if (granted) {
            response.transit(true).nextStage(request.nextStage());
            stage = request.nextStage();
        }
        return Outcome.CONTINUE;
    }

    private Outcome fail(final LoginFault fault, final LoginResponseFlyweight response, final long responseAddress) {
        failure = fault.reason();
        if (LoginStatus.statusClass(fault.status()) != REDIRECTION) {
            answers.clear();
        }
        write(response, responseAddress, fault.status());
        response.currentStage(stage);
        return Outcome.FAILED;
    }

    private void write(final LoginResponseFlyweight response, final long responseAddress, final int status) {
        response.blank().status(status).isid(isid).tsih(requestedTsih);
        response.statSn(statSn++).expCmdSn(cmdSn).maxCmdSn(cmdSn + commandWindow - 1);
        response.initiatorTaskTag(initiatorTaskTag);
        if (answers.remaining() > 0) {
            text.wrap(responseAddress, MAX_TEXT_LENGTH);
            response.dataSegmentLength(answers.take(text, 0, MAX_TEXT_LENGTH));
            response.continueBit(answers.remaining() > 0);
        }
    }

    private static LoginFault wrong(final String reason) {
        return new LoginFault(LoginStatus.INITIATOR_ERROR, reason);
    }
}
