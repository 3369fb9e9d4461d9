package orbis.engine.session;

/**
 * What a connection tells about PDUs: the login phase first, the session later. Called on the thread of the
 * connection's agent. A header is valid until {@link #onPdu(boolean)} returns.
 */
public interface PduHandler {
    /** Landing: the payload is of no use and is dropped as it comes. */
    long DISCARD = -1;
    /** Landing: what the PDU needs is used up; ask again when something was freed. */
    long STALL = -2;
    /** Landing: the PDU cannot be lived with; the connection ends. */
    long CLOSE = -3;

    /**
     * A header is here; says where the payload is to land.
     *
     * @param header     address of the basic header segment and the additional ones behind it.
     * @param ahsLength  bytes of additional header segments, 0 to 1020.
     * @param dataLength bytes of the data segment, without padding; 0 to 2<sup>24</sup> - 1.
     * @return address for {@code dataLength} bytes, {@link #DISCARD}, {@link #STALL} or {@link #CLOSE}.
     */
    long onHeader(long header, int ahsLength, int dataLength);

    /**
     * The whole PDU is here, its payload where it was to land.
     *
     * @param intact false when the data digest does not match the payload.
     */
    void onPdu(boolean intact);

    /**
     * A PDU is about to go out as one or more PDUs on the wire: writes the header of the next one.
     *
     * @param pdu    what goes out; {@link OutPdu#sent()} bytes of its data went before.
     * @param cell   48 bytes for the header.
     * @param length bytes of data that go along.
     * @return false when the PDU is not to be sent any more.
     */
    boolean onPduDue(OutPdu pdu, long cell, int length);

    /**
     * A PDU was sent, or dropped: its data's memory is free.
     *
     * @param pdu what was sent; free after this call.
     */
    void onPduSent(OutPdu pdu);

    /**
     * The connection ended; all memory given to it is free.
     *
     * @param reason why.
     */
    void onClosed(DisconnectReason reason);
}
