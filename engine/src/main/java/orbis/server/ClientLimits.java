package orbis.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import orbis.engine.session.RateLimit;
import orbis.server.config.ClientSettings;
import orbis.server.config.Configuration;

/** What each client may have of all disks together. Any thread may ask and change. */
final class ClientLimits {
    private final Map<String, RateLimit> byClient = new ConcurrentHashMap<>();

    /** The limit of a client: the same object as long as the server runs, in which all its sessions count. */
    RateLimit of(final String client) {
        return byClient.computeIfAbsent(client, name -> RateLimit.unlimited());
    }

    /** Takes over what a configuration says of a client, also for its sessions that have begun. */
    void put(final Configuration configuration, final String client) {
        of(client).become(new RateLimit(
            configuration.get(ClientSettings.IOPS_MAX, client), configuration.get(ClientSettings.RATE_MAX, client)));
    }
}
