package orbis.server;

import orbis.boot.ClientDirectory;
import orbis.boot.ClientRecord;
import orbis.boot.timeline.BootStage;
import orbis.boot.timeline.BootTimeline;
import orbis.engine.net.TargetEvents;
import orbis.engine.session.DisconnectReason;
import orbis.engine.session.SessionIdentity;
import org.agrona.concurrent.EpochClock;

/** Tells the timeline of a client what its initiator does. */
final class ClientEvents implements TargetEvents {
    private final ClientDirectory clients;
    private final BootTimeline timeline;
    private final EpochClock clock;

    ClientEvents(final ClientDirectory clients, final BootTimeline timeline, final EpochClock clock) {
        this.clients = clients;
        this.timeline = timeline;
        this.clock = clock;
    }

    @Override
    public void onLogin(final SessionIdentity identity, final String peer) {
        tell(identity.initiatorName(), identity.discovery() ? BootStage.ISCSI_DISCOVERY : BootStage.ISCSI_LOGIN,
            identity.targetName());
    }

    @Override
    public void onFirstRead(final SessionIdentity identity, final String peer) {
        tell(identity.initiatorName(), BootStage.FIRST_READ, identity.targetName());
    }

    @Override
    public void onRefused(final String initiatorName, final String peer, final String why) {
        if (initiatorName != null) {
            tell(initiatorName, BootStage.ISCSI_REFUSED, why);
        }
    }

    @Override
    public void onEnd(final SessionIdentity identity, final String peer, final DisconnectReason reason) {
        if (!identity.discovery()) {
            tell(identity.initiatorName(), BootStage.ISCSI_LOGOUT, reason.toString());
        }
    }

    private void tell(final String initiator, final BootStage stage, final String detail) {
        final ClientRecord client = clients.byInitiator(initiator);
        if (client != null) {
            timeline.onStage(client, stage, null, detail, clock.time());
        }
    }
}
