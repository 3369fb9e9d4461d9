package orbis.engine.net;

import orbis.engine.session.DisconnectReason;
import orbis.engine.session.SessionIdentity;

/** Told of what initiators do, on the conductor's thread; must not block. */
public interface TargetEvents {
    /** Nobody is told. */
    TargetEvents NONE = new TargetEvents() {
    };

    /**
     * An initiator logged in: to a target, or to ask which there are.
     *
     * @param identity who.
     * @param peer     its address.
     */
    default void onLogin(final SessionIdentity identity, final String peer) {
    }

    /**
     * An initiator that logged in to a target has read from its disk for the first time.
     *
     * @param identity who.
     * @param peer     its address.
     */
    default void onFirstRead(final SessionIdentity identity, final String peer) {
    }

    /**
     * A login was refused.
     *
     * @param initiatorName who, or null when it has not said.
     * @param peer          its address.
     * @param why           for people.
     */
    default void onRefused(final String initiatorName, final String peer, final String why) {
    }

    /**
     * A session ended.
     *
     * @param identity whose.
     * @param peer     its address.
     * @param reason   why.
     */
    default void onEnd(final SessionIdentity identity, final String peer, final DisconnectReason reason) {
    }
}
