package orbis.perf.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataPatternTest {
    private static final int SEED = 77;

    private final ByteBuffer memory = BufferUtil.allocateDirectAligned(8192, 8);
    private final long address = BufferUtil.address(memory);

    @ParameterizedTest
    @ValueSource(ints = {32, 512, 4096})
    void shouldKnowItsOwnBlocks(final int length) {
        DataPattern.fill(address, length, 1L << 40, 9, SEED);

        assertEquals(9, DataPattern.check(address, length, 1L << 40, SEED));
    }

    @Test
    void shouldTellABlockAtTheWrongPlace() {
        DataPattern.fill(address, 512, 5, 1, SEED);

        assertEquals(DataPattern.MISPLACED, DataPattern.check(address, 512, 6, SEED));
    }

    @Test
    void shouldTellABlockOfAnotherRun() {
        DataPattern.fill(address, 512, 5, 1, SEED);

        assertEquals(DataPattern.DAMAGED, DataPattern.check(address, 512, 5, SEED + 1));
    }

    @Test
    void shouldTellEveryBitThatChanged() {
        DataPattern.fill(address, 512, 5, 1, SEED);
        for (int bit = 0; bit < 512 * 8; bit++) {
            final long at = address + bit / 8;
            final byte right = UnsafeApi.getByte(at);
            UnsafeApi.putByte(at, (byte) (right ^ 1 << bit % 8));
            assertEquals(DataPattern.DAMAGED, DataPattern.check(address, 512, 5, SEED), "bit " + bit);
            UnsafeApi.putByte(at, right);
        }

        assertEquals(1, DataPattern.check(address, 512, 5, SEED));
    }

    @Test
    void shouldTellABlockTornBetweenTwoGenerations() {
        DataPattern.fill(address, 512, 5, 1, SEED);
        DataPattern.fill(address + 4096, 512, 5, 2, SEED);
        UnsafeApi.copyMemory(address + 4096, address, 256);

        assertEquals(DataPattern.DAMAGED, DataPattern.check(address, 512, 5, SEED));
    }

    @Test
    void shouldNotTakeZeroesForABlock() {
        assertEquals(DataPattern.DAMAGED, DataPattern.check(address, 512, 0, SEED));
    }
}
