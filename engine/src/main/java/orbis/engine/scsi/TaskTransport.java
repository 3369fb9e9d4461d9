package orbis.engine.scsi;

/**
 * What carries a task's data and status: the iSCSI session, as the logical unit sees it. Called on the agent's
 * thread. Offsets need not be told: data goes in order.
 */
public interface TaskTransport {
    /**
     * Sends the next bytes of a task's Data-In. When they are sent, or the session is gone, the logical unit is
     * told by {@link ScsiDevice#dataInSent}.
     *
     * @param task    whose data it is.
     * @param address the bytes; left alone until then.
     * @param length  how many.
     * @param last    whether the task ends with these bytes and status GOOD; no {@link #complete} follows.
     */
    void dataIn(ScsiTask task, long address, int length, boolean last);

    /**
     * Sends the next bytes of a task's Data-In out of a file in memory, otherwise as {@link #dataIn} does.
     *
     * @param task     whose data it is.
     * @param file     descriptor of the file.
     * @param position of the bytes in it; told back in place of an address.
     * @param length   how many.
     * @param last     whether the task ends with these bytes and status GOOD.
     */
    void dataInOfFile(ScsiTask task, int file, long position, int length, boolean last);

    /**
     * Gives back a chunk of Data-Out that was handed over by {@link ScsiDevice#dataOut}: its memory is free.
     *
     * @param task    whose data it was.
     * @param address as handed over.
     * @param length  as handed over.
     */
    void dataOutDone(ScsiTask task, long address, int length);

    /**
     * Tells that the turn of a task that {@link ScsiTask#waits()} has come: its Data-Out may be asked for.
     *
     * @param task the task.
     */
    void turnCame(ScsiTask task);

    /**
     * Ends a task with its status and sense data. All its chunks have been given back.
     *
     * @param task the task; not the logical unit's any more.
     */
    void complete(ScsiTask task);

    /**
     * Tells that an aborted task is over: nothing of it is under way any more, unless it was abandoned. After
     * {@link ScsiDevice#abandon} the store may still work on it: then {@link ScsiTask#busy()} is true, the task
     * stays the logical unit's, chunks come back later, and {@link #released} follows.
     *
     * @param task the task; not the logical unit's any more unless it is busy.
     */
    void aborted(ScsiTask task);

    /**
     * Tells that the store has let go of an abandoned task at last.
     *
     * @param task the task; not the logical unit's any more.
     */
    void released(ScsiTask task);
}
