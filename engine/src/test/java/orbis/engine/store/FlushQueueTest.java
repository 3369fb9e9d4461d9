package orbis.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import orbis.sys.Errno;
import org.junit.jupiter.api.Test;

class FlushQueueTest {
    private final ScriptedEngine engine = new ScriptedEngine();
    private final FlushQueue flushes = new FlushQueue(engine.engine(), 3);
    private final List<String> told = new ArrayList<>();

    @Test
    void shouldShareTheNextFlushAndNeverTheOneUnderWay() {
        for (int i = 0; i < 50; i++) {
            flush(i);
        }
        assertEquals(List.of("sync"), engine.calls);
        engine.end(0);
        assertEquals(List.of("0: 0"), told);
        assertEquals(List.of("sync", "sync"), engine.calls);
        flush(50);
        engine.end(0);
        assertEquals(50, told.size());
        assertEquals(3, engine.calls.size());
        engine.end(0);
        assertEquals(51, told.size());
        assertEquals("50: 0", told.get(50));
        assertEquals(3, engine.calls.size(), "none waits");
    }

    @Test
    void shouldTellAnErrorToAllThatShareIt() {
        flush(0);
        flush(1);
        flush(2);
        engine.end(0);
        engine.end(-Errno.EIO);
        assertEquals(List.of("0: 0", "1: -5", "2: -5"), told);
        flush(3);
        engine.end(0);
        assertEquals("3: 0", told.get(3));
    }

    private void flush(final int token) {
        flushes.flush((same, result) -> told.add(same + ": " + result), token);
    }
}
