package orbis.boot.timeline;

import orbis.boot.ClientRecord;
import orbis.boot.FirmwareKind;
import orbis.boot.Ipv4;

/** Is told what clients do. Any thread may tell it; it does not block, and forgets the oldest when full. */
public interface BootTimeline {
    /** Forgets everything. */
    BootTimeline NONE = (client, stage, kind, detail, epochMs) -> {
    };

    /**
     * A client did something or was told something.
     *
     * @param client  who.
     * @param stage   what.
     * @param kind    its firmware or operating system as far as the packet tells; null when it does not.
     * @param detail  an address, a file's name, a reason; as received (escape it before printing); null for none.
     * @param epochMs when, in milliseconds since 1970.
     */
    void onStage(ClientRecord client, BootStage stage, FirmwareKind kind, String detail, long epochMs);

    /**
     * The same of an address, which need not become a text.
     *
     * @param client  who.
     * @param stage   what.
     * @param kind    its firmware or operating system.
     * @param address that it asked for or was told.
     * @param epochMs when, in milliseconds since 1970.
     */
    default void onAddress(
        final ClientRecord client, final BootStage stage, final FirmwareKind kind, final int address,
        final long epochMs) {
        onStage(client, stage, kind, Ipv4.format(address), epochMs);
    }
}
