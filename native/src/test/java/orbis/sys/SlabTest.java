package orbis.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

class SlabTest {
    @Test
    void shouldBePageAlignedZeroedAndWhole() {
        try (Slab slab = new Slab(100_000)) {
            assertEquals(0, slab.address() % Slab.PAGE);
            assertEquals(102_400, slab.length());
            for (long i = 0; i < slab.length(); i += 8) {
                assertEquals(0, UnsafeApi.getLong(slab.address() + i));
            }
        }
    }

    @Test
    void shouldRefuseUseAfterClose() {
        final Slab slab = new Slab(1);
        slab.close();
        slab.close();
        assertThrows(IllegalStateException.class, slab::address);
    }

    @Test
    void shouldSayWhyMemoryCannotBeMapped() {
        final String message = assertThrows(IllegalStateException.class, () -> new Slab(1L << 50)).getMessage();
        assertTrue(message.endsWith("Cannot allocate memory"), message);
        assertThrows(IllegalArgumentException.class, () -> new Slab(0));
    }
}
