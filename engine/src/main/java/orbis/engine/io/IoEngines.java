package orbis.engine.io;

import orbis.sys.IoUring;

/** Opens the engine that the configuration asks for, or the best that the machine has. */
public final class IoEngines {
    private IoEngines() {
    }

    /**
     * Opens an engine.
     *
     * @param kind    {@code uring}, {@code nio}, or {@code auto} for the first of these that the machine has.
     * @param options sizes.
     * @return the engine; its owner is the thread that polls it first.
     * @throws IllegalStateException with the cause when the machine has not what was asked for.
     */
    public static IoEngine open(final String kind, final IoOptions options) {
        return switch (kind) {
            case "auto" -> IoUring.available() ? new UringEngine(options) : new NioEngine(options);
            case "uring" -> new UringEngine(options);
            case "nio" -> new NioEngine(options);
            default -> throw new IllegalArgumentException("there is no I/O engine " + kind + ", but auto, uring, nio");
        };
    }

    /** Why the machine has not the first engine of {@code auto}; null when it has. */
    public static String unavailabilityCause() {
        return IoUring.unavailabilityCause();
    }
}
