package orbis.protocol.dhcp;

/** Values of option 53 (RFC 2132 section 9.6). */
public final class MessageType {
    /** A client looks for servers. */
    public static final int DISCOVER = 1;
    /** A server offers an address. */
    public static final int OFFER = 2;
    /** A client asks for an address, or to keep it. */
    public static final int REQUEST = 3;
    /** A client found its address in use by somebody else. */
    public static final int DECLINE = 4;
    /** A server grants the address. */
    public static final int ACK = 5;
    /** A server refuses the address. */
    public static final int NAK = 6;
    /** A client gives its address back. */
    public static final int RELEASE = 7;
    /** A client that has an address asks for the options alone. */
    public static final int INFORM = 8;

    private MessageType() {
    }
}
