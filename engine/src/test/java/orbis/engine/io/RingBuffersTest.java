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
        final int held = buffers.acquire();
        for (int i = 0; i < 100; i++) {
            final int other = buffers.acquire();
            assertNotEquals(held, other);
            assertEquals(held + 1, other, "no third buffer is made");
            buffers.release(other);
        }
        final int other = buffers.acquire();
        buffers.release(held);
        buffers.release(other);
        assertEquals(Set.of(held, other), Set.of(buffers.acquire(), buffers.acquire()));
    }
}
