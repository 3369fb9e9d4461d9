package orbis.engine.scsi;

import java.util.Locale;
import orbis.protocol.scsi.TransportId;

/**
 * An initiator port and a target port joined by a session (the I_T nexus of SAM-5): what the logical unit keeps
 * for it. Made by {@link ScsiDevice#attach}.
 */
public final class Nexus {
    private final String initiatorName;
    private final long isid;
    private final int portalGroupTag;
    private final String initiatorPort;
    private final UnitAttentions attentions = new UnitAttentions();
    private final CopyResults copyResults = new CopyResults();
    private Registration registration;
    private byte[] echo;
    private boolean copies;

    Nexus(final String initiatorName, final long isid, final int portalGroupTag) {
        this.initiatorName = initiatorName;
        this.isid = isid;
        this.portalGroupTag = portalGroupTag;
        initiatorPort = TransportId.portName(initiatorName.toLowerCase(Locale.ROOT), isid);
    }

    /** iSCSI name of the initiator. */
    public String initiatorName() {
        return initiatorName;
    }

    /** The 48 bits of the ISID. */
    public long isid() {
        return isid;
    }

    /** Portal group that the session came in by; the relative target port is named after it. */
    public int portalGroupTag() {
        return portalGroupTag;
    }

    /** Whether its next command will be told of a unit attention. */
    public boolean hasUnitAttention() {
        return attentions.pending();
    }

    /** Whether data that a store has in memory is copied before it is sent. */
    public boolean copies() {
        return copies;
    }

    /**
     * Sets whether data that a store has in memory is copied before it is sent: it must be where a digest is made of
     * it first, as a write that comes in between would change it.
     *
     * @param value whether it is copied.
     * @return this.
     */
    public Nexus copies(final boolean value) {
        copies = value;
        return this;
    }

    /** What its commands have yet to be told. */
    UnitAttentions attentions() {
        return attentions;
    }

    /** Name of the initiator port: initiator name, {@code ",i,0x"} and ISID (RFC 7143 4.2.6). */
    public String initiatorPort() {
        return initiatorPort;
    }

    /** What it wrote to its echo buffer, or null. */
    byte[] echo() {
        return echo;
    }

    void echo(final byte[] bytes) {
        echo = bytes;
    }

    /** What became of its copies. */
    CopyResults copyResults() {
        return copyResults;
    }

    /** Its registration for persistent reservations, or null. */
    Registration registration() {
        return registration;
    }

    void registration(final Registration value) {
        registration = value;
    }
}
