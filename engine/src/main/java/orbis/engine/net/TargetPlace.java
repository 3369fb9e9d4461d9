package orbis.engine.net;

import orbis.engine.session.DeviceSessions;
import orbis.engine.status.DiskCounters;

/**
 * Where a target is served.
 *
 * @param diskName name of its disk.
 * @param agent    that has the disk.
 * @param sessions device and sessions; of the agent's thread.
 * @param counters of the disk.
 */
record TargetPlace(String diskName, TargetAgent agent, DeviceSessions sessions, DiskCounters counters) {
}
