package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

/** A header from the target: all carry StatSN, and the window of CmdSNs that the target takes. */
public class TargetHeaderFlyweight extends BasicHeaderFlyweight {
    private static final int STAT_SN_OFFSET = 24;
    private static final int EXP_CMD_SN_OFFSET = 28;
    private static final int MAX_CMD_SN_OFFSET = 32;

    /** Number of this status on its connection. */
    public final int statSn() {
        return getInt(STAT_SN_OFFSET, BIG_ENDIAN);
    }

    /** Number of this status on its connection. */
    public final TargetHeaderFlyweight statSn(final int value) {
        putInt(STAT_SN_OFFSET, value, BIG_ENDIAN);
        return this;
    }

    /** The CmdSN that the target expects next: all before it arrived. */
    public final int expCmdSn() {
        return getInt(EXP_CMD_SN_OFFSET, BIG_ENDIAN);
    }

    /** The CmdSN that the target expects next: all before it arrived. */
    public final TargetHeaderFlyweight expCmdSn(final int value) {
        putInt(EXP_CMD_SN_OFFSET, value, BIG_ENDIAN);
        return this;
    }

    /** The highest CmdSN that the target takes; one less than ExpCmdSN when it takes none. */
    public final int maxCmdSn() {
        return getInt(MAX_CMD_SN_OFFSET, BIG_ENDIAN);
    }

    /** The highest CmdSN that the target takes; one less than ExpCmdSN when it takes none. */
    public final TargetHeaderFlyweight maxCmdSn(final int value) {
        putInt(MAX_CMD_SN_OFFSET, value, BIG_ENDIAN);
        return this;
    }
}
