package orbis.engine.session;

/** Told of the end of a session, on the thread of its agent. */
public interface SessionListener {
    /**
     * The session's connection is gone, and its tasks are being aborted.
     *
     * @param session the session.
     * @param reason  why.
     */
    void onDisconnected(Session session, DisconnectReason reason);

    /**
     * Nothing of the session is under way any more.
     *
     * @param session the session.
     */
    void onEnded(Session session);
}
