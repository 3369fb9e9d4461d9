package orbis.engine.store;

import java.io.IOException;
import java.nio.file.Path;
import orbis.engine.io.IoEngine;
import orbis.engine.io.IoEngines;
import orbis.engine.io.IoHandler;
import orbis.engine.io.IoOptions;
import orbis.sys.Slab;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A store on each engine in turn, driven by the test's own thread. */
@Timeout(30)
@ParameterizedClass
@ValueSource(strings = {"nio", "uring"})
abstract class StoreFixture implements IoHandler {
    static final int MIB = 1 << 20;
    private static final long PENDING = Long.MIN_VALUE;

    @Parameter
    String kind;
    @TempDir
    Path folder;
    final Slab memory = new Slab(4 * MIB);
    IoEngine engine;
    BlockStore store;
    int ended;
    private long result;

    abstract BlockStore openStore() throws IOException;

    @BeforeEach
    final void open() throws IOException {
        engine = IoEngines.open(kind, new IoOptions());
        store = openStore();
        store.bind(engine);
    }

    @AfterEach
    final void close() throws IOException {
        engine.close();
        if (store != null) {
            store.close();
        }
        memory.close();
    }

    @Override
    public final void onComplete(final int token, final long value) {
        result = value;
        ended++;
    }

    /** Runs the engine until the operation that was begun has ended. */
    final long result() {
        result = PENDING;
        while (result == PENDING) {
            if (engine.poll() == 0) {
                engine.await(100_000_000);
            }
        }
        return result;
    }

    final long write(final long position, final int length, final int value) {
        UnsafeApi.setMemory(memory.address(), length, (byte) value);
        store.write(position, memory.address(), length, false, this, 0);
        return result();
    }

    /** Gives the byte that a range is filled with, -1 when it is not one, or an error below that. */
    final long filling(final long position, final int length) {
        final long at = memory.address() + 2 * MIB;
        UnsafeApi.setMemory(at, length, (byte) 0x5a);
        store.read(position, at, length, this, 0);
        final long read = result();
        if (read != length) {
            return read;
        }
        final byte first = UnsafeApi.getByte(at);
        for (int i = 1; i < length; i++) {
            if (UnsafeApi.getByte(at + i) != first) {
                return -1;
            }
        }
        return first;
    }

    final String extents(final long position, final long length, final int most) {
        final ExtentList list = new ExtentList(most);
        store.extents(position, length, list, this, 0);
        if (result() != 0) {
            return "error";
        }
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < list.count(); i++) {
            text.append(list.hole(i) ? " hole " : " data ").append(list.length(i));
        }
        return text.toString().trim();
    }
}
