package orbis.engine.session;

/** Told when nothing of an aborted task is under way any more. */
@FunctionalInterface
interface AbortListener {
    /** Nobody waits. */
    AbortListener NOBODY = task -> { };

    void onAborted(IscsiTask task);
}
