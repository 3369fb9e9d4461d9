package orbis.boot.recipe;

import orbis.boot.ClientRecord;
import orbis.boot.FirmwareKind;
import orbis.protocol.dhcp.Architecture;

/** Tells DHCP what to send a client to. */
public interface BootRecipe {
    /**
     * What a client is told in its DHCP replies. Called for each packet of a known client by the thread of the
     * boot services: it must not block, and should give the same object again for the same question.
     *
     * @param client        its record.
     * @param kind          who is asking at this stage.
     * @param architecture  of the firmware, from the record or from option 93; null when neither says it.
     * @param serverAddress address of the boot services on the client's network.
     * @return never null; {@link BootAnswer#NOTHING} when there is nothing to boot.
     */
    BootAnswer answer(ClientRecord client, FirmwareKind kind, Architecture architecture, int serverAddress);
}
