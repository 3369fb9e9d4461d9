package orbis.engine.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Set;
import orbis.sys.Ring;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RingBuffersTest {
    private final Ring ring = new Ring(8);
    private final RingBuffers buffers = new RingBuffers(ring, 4096, 4);

    @AfterEach
    void close() {
        ring.close();
        buffers.close();
    }

    @Test
    void shouldUseItsOwnBuffersAgainInWhateverOrderTheyComeBack() {
        final long held = buffers.acquire();
        final long other = buffers.acquire();
        assertNotEquals(held, other);
        for (int i = 0; i < 100; i++) {
            buffers.release(other);
            assertEquals(other, buffers.acquire(), "no third buffer is made");
        }
        buffers.release(held);
        buffers.release(other);
        assertEquals(Set.of(held, other), Set.of(buffers.acquire(), buffers.acquire()));
    }
}
