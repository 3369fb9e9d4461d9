package orbis.boot;

/**
 * Whether a socket may have something to be received: asking the kernel for each socket in each cycle would cost more
 * than the packets. Used by the thread of the boot services alone.
 */
public final class SocketReadiness {
    private boolean waitedFor;
    private boolean ready = true;

    /** Whether it is worth asking the kernel. */
    public boolean isReady() {
        return ready;
    }

    /** All that had come was received: the next wait tells when there is more. Without waits it stays ready. */
    public void drained() {
        ready = !waitedFor;
    }

    /** A wait told that something came. */
    void ready() {
        ready = true;
    }

    /** Somebody waits for the socket from now on. */
    void waitedFor() {
        waitedFor = true;
    }
}
