package orbis.boot.timeline;

import orbis.boot.ClientRecord;

/**
 * Is told that a machine was switched on again, so that what it left open before can be dropped at once: firmware
 * never logs out. Anybody on the network can claim to be that machine; end what no longer answers, not what does.
 */
@FunctionalInterface
public interface StaleSessionListener {
    /** Does nothing. */
    StaleSessionListener NONE = client -> {
    };

    /**
     * A client's firmware looks for an address again. Called by the thread of the boot services: must not block.
     *
     * @param client that boots.
     */
    void onBootAgain(ClientRecord client);
}
