package orbis.engine.session;

import orbis.protocol.iscsi.LoginStatus;

/**
 * What a {@link TargetDirectory} says about one target.
 *
 * @param status   {@link LoginStatus#SUCCESS} when login may go on, else why not.
 * @param alias    what people call the target, or null.
 * @param groupTag portal group tag of the portal by which the connection came.
 * @param address  where the target went, when the status is a redirection: host and port, IPv6 in brackets.
 */
public record TargetAnswer(int status, String alias, int groupTag, String address) {
    /** There is no such target. */
    public static final TargetAnswer NOT_FOUND = new TargetAnswer(LoginStatus.NOT_FOUND, null, 0, null);
    /** The initiator may not use it. */
    public static final TargetAnswer FORBIDDEN = new TargetAnswer(LoginStatus.AUTHORIZATION_FAILURE, null, 0, null);
    /** It was there once. */
    public static final TargetAnswer REMOVED = new TargetAnswer(LoginStatus.TARGET_REMOVED, null, 0, null);
    /** It is there, and cannot serve now. */
    public static final TargetAnswer UNAVAILABLE = new TargetAnswer(LoginStatus.SERVICE_UNAVAILABLE, null, 0, null);

    /** The target is here. */
    public static TargetAnswer found(final String alias, final int groupTag) {
        return new TargetAnswer(LoginStatus.SUCCESS, alias, groupTag, null);
    }

    /**
     * The target is elsewhere.
     *
     * @param address   host and port: iPXE takes a wrong port when there is none.
     * @param permanent whether for good.
     */
    public static TargetAnswer moved(final String address, final boolean permanent) {
        return new TargetAnswer(
            permanent ? LoginStatus.TARGET_MOVED_PERMANENTLY : LoginStatus.TARGET_MOVED_TEMPORARILY, null, 0, address);
    }
}
