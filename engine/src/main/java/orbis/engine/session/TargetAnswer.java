package orbis.engine.session;

import orbis.protocol.iscsi.Digests;
import orbis.protocol.iscsi.LoginStatus;

/**
 * What a {@link TargetDirectory} says about one target.
 *
 * @param status   {@link LoginStatus#SUCCESS} when login may go on, else why not.
 * @param alias    what people call the target, or null.
 * @param groupTag portal group tag of the portal by which the connection came.
 * @param address  where the target went, when the status is a redirection: host and port, IPv6 in brackets.
 * @param digests  what it makes of the digests that are offered.
 */
public record TargetAnswer(int status, String alias, int groupTag, String address, Digests digests) {
    /** There is no such target. */
    public static final TargetAnswer NOT_FOUND = refused(LoginStatus.NOT_FOUND);
    /** The initiator may not use it. */
    public static final TargetAnswer FORBIDDEN = refused(LoginStatus.AUTHORIZATION_FAILURE);

    private static TargetAnswer refused(final int status) {
        return new TargetAnswer(status, null, 0, null, Digests.OFFERED);
    }

    /** The target is here, and takes digests as they are offered. */
    public static TargetAnswer found(final String alias, final int groupTag) {
        return found(alias, groupTag, Digests.OFFERED);
    }

    /** The target is here. */
    public static TargetAnswer found(final String alias, final int groupTag, final Digests digests) {
        return new TargetAnswer(LoginStatus.SUCCESS, alias, groupTag, null, digests);
    }

    /**
     * The target is elsewhere.
     *
     * @param address   host and port: iPXE takes a wrong port when there is none.
     * @param permanent whether for good.
     */
    public static TargetAnswer moved(final String address, final boolean permanent) {
        return new TargetAnswer(
            permanent ? LoginStatus.TARGET_MOVED_PERMANENTLY : LoginStatus.TARGET_MOVED_TEMPORARILY, null, 0, address,
            Digests.OFFERED);
    }
}
