package orbis.engine.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import orbis.engine.store.BlockStore;
import orbis.engine.store.StoreOptions;
import orbis.engine.store.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steady state of the ring's engine allocates nothing. */
class AllocationTest extends EngineFixture implements IoHandler {
    /** What the virtual machine itself allocates now and then does not fall into all rounds. */
    private static final int ROUNDS = 10;
    private static final int OPERATIONS = 2_000;

    private final ThreadMXBean counter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    @TempDir
    private Path folder;
    private int ended;

    @Override
    IoEngine open(final IoOptions options) {
        return IoEngines.open("uring", options);
    }

    @Override
    public void onComplete(final int token, final long result) {
        ended++;
    }

    @Test
    void shouldAllocateNothingPerReadAndWriteOfAFile() throws IOException {
        try (BlockStore store = Stores.open(new StoreOptions(folder.resolve("disk").toString(), 1 << 20))) {
            store.bind(engine);
            steady(() -> {
                store.write(4096, memory.address(), 4096, false, this, 1);
                store.read(4096, memory.address(), 4096, this, 1);
                ended = 0;
                while (ended < 2) {
                    step();
                }
            });
        }
    }

    @Test
    void shouldAllocateNothingPerReceiveAndSend() throws IOException {
        final SocketChannel[] ends = connection(0);
        final Player first = new Player();
        final Player second = new Player();
        first.socket = engine.adopt(ends[0], first);
        second.socket = engine.adopt(ends[1], second);
        first.socket.receive();
        second.socket.receive();
        steady(() -> {
            first.hit();
            second.hit();
            while (first.hits + second.hits > 0 || first.socket.sending() || second.socket.sending()) {
                step();
            }
        });
    }

    private void step() {
        if (engine.poll() == 0) {
            engine.await(1_000_000_000);
        }
    }

    private void steady(final Runnable operation) {
        final long id = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            final long before = counter.getThreadAllocatedBytes(id);
            run(operation, OPERATIONS);
            least = Math.min(least, counter.getThreadAllocatedBytes(id) - before);
        }
        assertEquals(0, least, "bytes for " + OPERATIONS + " operations");
    }

    private static void run(final Runnable operation, final int times) {
        for (int i = 0; i < times; i++) {
            operation.run();
        }
    }

    /** Takes a header from what it is told, and lets the payload land in memory. */
    private final class Player implements SocketHandler {
        private StreamSocket socket;
        private int hits;

        private void hit() {
            hits++;
            socket.vectors().add(memory.address(), 48);
            socket.vectors().add(memory.address() + 4096, 512);
            socket.send();
        }

        @Override
        public int onReceived(final long address, final int length) {
            socket.receiveInto(memory.address() + 8192, 512);
            return 48;
        }

        @Override
        public void onFilled() {
            hits--;
            socket.receive();
        }

        @Override
        public void onSent() {
            // the next step is begun by what is received
        }

        @Override
        public void onClosed(final int errno) {
            throw new IllegalStateException("closed: errno " + errno);
        }
    }
}
