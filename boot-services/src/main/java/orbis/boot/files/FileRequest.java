package orbis.boot.files;

import orbis.boot.ClientRecord;

/**
 * A question for a file.
 *
 * @param name          a normal one, see {@link FileNames#normal}.
 * @param client        who asks; null when it is not known.
 * @param clientAddress IPv4 address from which the question came.
 * @param serverAddress IPv4 address at which it came.
 */
public record FileRequest(String name, ClientRecord client, int clientAddress, int serverAddress) {
}
