package orbis.engine.net;

import java.util.ArrayList;
import java.util.List;

import orbis.engine.io.IoHandler;
import orbis.engine.store.ForwardingStore;
import orbis.engine.store.MemoryStore;

/** A disk in memory whose writes hang until they are let go. */
final class HangingStore extends ForwardingStore {
    private final List<Runnable> hung = new ArrayList<>();
    private boolean hangs = true;

    HangingStore() {
        super(new MemoryStore(1 << 20, 512));
    }

    /** Lets the writes go that hang, and all that come; on the agent's thread. */
    void letGo() {
        hangs = false;
        hung.forEach(Runnable::run);
        hung.clear();
    }

    @Override
    public void write(final long position, final long address, final int length, final boolean durable,
        final IoHandler handler, final int token) {
        if (hangs) {
            hung.add(() -> super.write(position, address, length, durable, handler, token));
        } else {
            super.write(position, address, length, durable, handler, token);
        }
    }
}
