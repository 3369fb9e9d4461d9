package orbis.engine.session;

import java.security.SecureRandom;

/** Not random at all: gives one identifier and one challenge. */
final class FixedRandom extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final int number;
    private final byte[] bytes;

    FixedRandom(final int number, final byte[] bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    @Override
    public int nextInt(final int bound) {
        return number;
    }

    @Override
    public void nextBytes(final byte[] destination) {
        System.arraycopy(bytes, 0, destination, 0, destination.length);
    }
}
