package orbis.engine.session;

/** A connection as its session sees it. */
public interface PduOutput {
    /**
     * Queues a PDU behind those that wait.
     *
     * @param pdu the connection's until {@link PduHandler#onPduSent(OutPdu)}.
     */
    void send(OutPdu pdu);

    /**
     * Queues a PDU before those that wait: answers to pings must not stand behind data.
     *
     * @param pdu the connection's until {@link PduHandler#onPduSent(OutPdu)}.
     */
    void sendFirst(OutPdu pdu);

    /**
     * Sets which digests are used from the next PDU on, in both directions.
     *
     * @param header whether headers carry a CRC32C.
     * @param data   whether data segments carry a CRC32C.
     */
    void digests(boolean header, boolean data);

    /**
     * Sets how much data one PDU may carry to the initiator.
     *
     * @param length the initiator's MaxRecvDataSegmentLength, in bytes.
     */
    void maxDataSegmentLength(int length);

    /** How many PDUs wait to be sent. */
    int queued();

    /**
     * Ends the connection when all that waits is sent.
     *
     * @param reason why.
     */
    void closeAfterSend(DisconnectReason reason);

    /**
     * Ends the connection at once.
     *
     * @param reason why.
     */
    void close(DisconnectReason reason);

    /** The initiator's address, for logs. */
    String peer();
}
