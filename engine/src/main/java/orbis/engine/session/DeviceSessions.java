package orbis.engine.session;

import java.util.ArrayList;
import java.util.List;

import orbis.engine.scsi.ScsiDevice;

/** A disk's device and the sessions that use it, all on one agent. */
public final class DeviceSessions {
    private final ScsiDevice device;
    private final RateLimit rate;
    private final ArrayList<Session> sessions = new ArrayList<>();

    /**
     * Makes a device that nobody uses yet.
     *
     * @param device on the agent.
     * @param rate   what its initiators may have in all.
     */
    public DeviceSessions(final ScsiDevice device, final RateLimit rate) {
        this.device = device;
        this.rate = new RateLimit(rate.commandsPerSecond(), rate.bytesPerSecond());
        device.backgroundRate(rate.bytesPerSecond());
    }

    /**
     * Changes what its initiators may have in all, from now on.
     *
     * @param limit the new one.
     */
    public void limit(final RateLimit limit) {
        rate.become(limit);
        device.backgroundRate(limit.bytesPerSecond());
    }

    RateLimit rate() {
        return rate;
    }

    /** The device. */
    public ScsiDevice device() {
        return device;
    }

    /** The sessions, in the order in which they came. */
    public List<Session> sessions() {
        return sessions;
    }
}
