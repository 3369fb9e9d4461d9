package orbis.engine.io;

/**
 * Sockets that are looked at in each poll, as long as bytes keep coming while the engine is awake: a receive that
 * finds bytes costs less than having the kernel watch for them, and the sender need not wake anybody. They are few,
 * since each look is a call: a crowd is watched by the kernel, and so is every socket while the engine sleeps.
 */
final class RingLookers {
    private static final int MOST = 4;
    /** Polls for which nobody is looked at after there were too many. */
    private static final int CROWDED_POLLS = 4096;

    private final RingSocket[] sockets = new RingSocket[MOST];
    private int count;
    private int crowded;
    private int rests;

    /** How often the engine has gone to sleep. */
    int rests() {
        return rests;
    }

    /** Looks at a socket from the next poll on; false when there are too many. */
    boolean add(final RingSocket socket) {
        if (crowded == 0 && count == MOST) {
            crowded = CROWDED_POLLS;
        }
        if (crowded > 0) {
            return false;
        }
        sockets[count++] = socket;
        return true;
    }

    /** Looks at each once. */
    void look() {
        if (crowded > 0) {
            crowded--;
            watchAll();
        }
        for (int i = count - 1; i >= 0; i--) {
            if (!sockets[i].look()) {
                sockets[i] = sockets[--count];
                sockets[count] = null;
            }
        }
    }

    /** Leaves all to the kernel: the engine is about to sleep. */
    void rest() {
        rests++;
        watchAll();
    }

    private void watchAll() {
        while (count > 0) {
            final RingSocket socket = sockets[--count];
            sockets[count] = null;
            socket.watch();
        }
    }
}
