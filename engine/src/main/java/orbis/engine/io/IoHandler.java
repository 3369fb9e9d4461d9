package orbis.engine.io;

/** Told of the end of a file operation, on the thread of the engine that ran it. */
@FunctionalInterface
public interface IoHandler {
    /**
     * The operation ended.
     *
     * @param token  what the caller gave with the operation.
     * @param result 0 or more on success, a negated errno on failure.
     */
    void onComplete(int token, long result);
}
