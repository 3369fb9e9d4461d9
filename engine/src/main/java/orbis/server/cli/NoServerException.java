package orbis.server.cli;

/** No server runs where one was looked for. */
final class NoServerException extends Exception {
    private static final long serialVersionUID = 1L;

    NoServerException(final String message) {
        super(message);
    }
}
