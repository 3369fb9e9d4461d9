package orbis.boot.http;

import java.util.List;

/**
 * How files are served by HTTP.
 *
 * @param addresses      to listen on.
 * @param port           of plain HTTP; negative for none, 0 for any that is free.
 * @param tlsPort        of HTTPS; negative for none, 0 for any that is free.
 * @param maxConnections at once; more wait to be accepted.
 * @param idleTimeoutMs  after which a connection on which nothing moves is closed.
 * @param minBytesPerS   a client that takes less is cut off; 0 for no limit.
 */
public record HttpSettings(
    List<String> addresses, int port, int tlsPort, int maxConnections, int idleTimeoutMs, int minBytesPerS) {
}
