package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

/** A header from the initiator: all carry ExpStatSN, and all but Data-Out and SNACK carry CmdSN. */
public class InitiatorHeaderFlyweight extends BasicHeaderFlyweight {
    private static final int CMD_SN_OFFSET = 24;
    private static final int EXP_STAT_SN_OFFSET = 28;

    /** Place of this command in the order of the session. */
    public final int cmdSn() {
        return getInt(CMD_SN_OFFSET, BIG_ENDIAN);
    }

    /** Place of this command in the order of the session. */
    public final InitiatorHeaderFlyweight cmdSn(final int value) {
        putInt(CMD_SN_OFFSET, value, BIG_ENDIAN);
        return this;
    }

    /** The StatSN that the initiator expects next on this connection: all before it arrived. */
    public final int expStatSn() {
        return getInt(EXP_STAT_SN_OFFSET, BIG_ENDIAN);
    }

    /** The StatSN that the initiator expects next on this connection: all before it arrived. */
    public final InitiatorHeaderFlyweight expStatSn(final int value) {
        putInt(EXP_STAT_SN_OFFSET, value, BIG_ENDIAN);
        return this;
    }
}
