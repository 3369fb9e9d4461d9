package orbis.engine.session;

import orbis.protocol.iscsi.SessionParameters;

/**
 * What a session begins with when its login is over.
 *
 * @param identity       who it is between.
 * @param parameters     what was agreed.
 * @param text           answers its Text Requests.
 * @param expCmdSn       number of its first command.
 * @param statSn         number of its first answer.
 * @param queueDepth     most commands in flight.
 * @param pingIntervalNs how long an initiator that knows NOPs may be silent before it is asked whether it lives, and
 *                       once more before the session ends; 0 for never.
 * @param abortBoundNs   how long task management waits for the store before it answers all the same.
 * @param rate           what its initiator may have of all disks together, in all its sessions.
 * @param meter          counts its commands, null in a discovery session.
 */
public record SessionStart(
    SessionIdentity identity, SessionParameters parameters, TextPhase text, int expCmdSn, int statSn,
    int queueDepth, long pingIntervalNs, long abortBoundNs, RateLimit rate, CommandMeter meter) {
}
