package orbis.protocol.dhcp;

/** Option codes (RFC 2132 unless said otherwise). */
public final class DhcpOptionCode {
    /** Filler of one byte. */
    public static final int PAD = 0;
    /** Network mask. */
    public static final int SUBNET_MASK = 1;
    /** Routers, the best one first. */
    public static final int ROUTER = 3;
    /** Name servers. */
    public static final int DNS_SERVER = 6;
    /** Name of the client. */
    public static final int HOST_NAME = 12;
    /** Domain of the client. */
    public static final int DOMAIN_NAME = 15;
    /** Where the root disk is, such as {@code iscsi:...} (RFC 4173). */
    public static final int ROOT_PATH = 17;
    /** Bytes of the largest IP packet. */
    public static final int INTERFACE_MTU = 26;
    /** Address that reaches everybody. */
    public static final int BROADCAST_ADDRESS = 28;
    /** Time servers. */
    public static final int NTP_SERVER = 42;
    /** Encapsulated options of the vendor: PXE's own (Intel's PXE 2.1 table 2-1). */
    public static final int VENDOR_SPECIFIC = 43;
    /** Address that the client would like. */
    public static final int REQUESTED_ADDRESS = 50;
    /** Length of the lease, seconds. */
    public static final int LEASE_TIME = 51;
    /** Options also stand in the file (1) or server name (2) field, or both (3). */
    public static final int OVERLOAD = 52;
    /** Kind of message: {@link MessageType}. */
    public static final int MESSAGE_TYPE = 53;
    /** Address by which a server is told from others. */
    public static final int SERVER_IDENTIFIER = 54;
    /** Codes that the client would like to be told. */
    public static final int PARAMETER_REQUEST_LIST = 55;
    /** Text for people. */
    public static final int MESSAGE = 56;
    /** Bytes of the largest message that the sender takes. */
    public static final int MAX_MESSAGE_SIZE = 57;
    /** Seconds until the client renews (T1). */
    public static final int RENEWAL_TIME = 58;
    /** Seconds until the client asks any server (T2). */
    public static final int REBINDING_TIME = 59;
    /** What the client is, such as {@code PXEClient:Arch:00007:UNDI:003000}. */
    public static final int VENDOR_CLASS = 60;
    /** Identity that the client chose. */
    public static final int CLIENT_IDENTIFIER = 61;
    /** Name of the TFTP server. */
    public static final int TFTP_SERVER_NAME = 66;
    /** Name of the boot file. */
    public static final int BOOT_FILE = 67;
    /** What the user calls this kind of client: iPXE says {@code iPXE} (RFC 3004, without its lengths). */
    public static final int USER_CLASS = 77;
    /** What the relay adds (RFC 3046). */
    public static final int RELAY_AGENT = 82;
    /** Architectures of the firmware, 16 bits each (RFC 4578). */
    public static final int CLIENT_ARCHITECTURE = 93;
    /** Version of the network driver interface (RFC 4578). */
    public static final int CLIENT_INTERFACE = 94;
    /** The machine's UUID: a byte 0, then 16 bytes (RFC 4578). */
    public static final int CLIENT_UUID = 97;
    /** The network that the client wants an address in (RFC 3011). */
    public static final int SUBNET_SELECTION = 118;
    /** Domains in which names are looked up (RFC 3397). */
    public static final int DOMAIN_SEARCH = 119;
    /** Routes (RFC 3442). */
    public static final int CLASSLESS_ROUTES = 121;
    /** Addresses of TFTP servers (RFC 5859). */
    public static final int TFTP_SERVER_ADDRESS = 150;
    /** Encapsulated options of iPXE. */
    public static final int IPXE = 175;
    /** iSCSI initiator name, as iPXE reads it. */
    public static final int ISCSI_INITIATOR = 203;
    /** Ends the options. */
    public static final int END = 255;

    /** Sub-option of 43: bits that tell PXE firmware how to look for its boot server. */
    public static final int PXE_DISCOVERY_CONTROL = 6;
    /** Bit of {@link #PXE_DISCOVERY_CONTROL}: no prompt, no menu, no discovery; load the boot file. */
    public static final int PXE_USE_BOOT_FILE = 8;
    /** Sub-option of 43: the boot item that PXE firmware asks for, echoed to it. */
    public static final int PXE_BOOT_ITEM = 71;
    /** Sub-option of 82: the port on which the client is. */
    public static final int RELAY_CIRCUIT_ID = 1;
    /** Sub-option of 82: the network that the client is on, where giaddr does not tell it (RFC 3527). */
    public static final int RELAY_LINK_SELECTION = 5;
    /** Sub-option of 175: keep SAN disks attached when the boot file takes over. */
    public static final int IPXE_KEEP_SAN = 8;
    /** Sub-option of 175: do not wait for a ProxyDHCP server. */
    public static final int IPXE_NO_PROXY = 176;

    private DhcpOptionCode() {
    }
}
