package orbis.protocol.iscsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class TextWriterTest {
    private final TextWriter writer = new TextWriter();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[64]);

    @Test
    void shouldEndEachPairWithANul() {
        writer.put(Key.INITIAL_R2T, "No").put("X-a", "");
        assertEquals("InitialR2T=No\0X-a=\0", writer.text().getStringWithoutLengthAscii(0, writer.length()));
    }

    @Test
    void shouldHandOutPiecesPaddedWithZeros() {
        writer.put("Key", "value");
        out.setMemory(0, 64, (byte) 0xEE);
        assertEquals(6, writer.take(out, 0, 6));
        assertEquals("Key=va\0\0", out.getStringWithoutLengthAscii(0, 8));
        assertEquals((byte) 0xEE, out.getByte(8));
        assertEquals(4, writer.remaining());
        assertEquals(4, writer.take(out, 0, 6));
        assertEquals("lue\0", out.getStringWithoutLengthAscii(0, 4));
        assertEquals(0, writer.take(out, 0, 6));
    }

    @Test
    void shouldKeepNothingThatWasTaken() {
        for (int round = 0; round < 10_000; round++) {
            writer.put("Key", "value");
            assertEquals(10, writer.take(out, 0, 64));
        }
        assertEquals(0, writer.length());
    }

    @Test
    void shouldForgetEverything() {
        writer.put("Key", "value");
        writer.take(out, 0, 3);
        writer.clear();
        assertEquals(0, writer.remaining());
        writer.put("A", "1");
        assertEquals(4, writer.take(out, 0, 64));
        assertEquals("A=1\0", out.getStringWithoutLengthAscii(0, 4));
    }

    @Test
    void shouldCollectPairsThatAreCutAnywhere() {
        final TextCollector collector = new TextCollector();
        final TextKeys keys = new TextKeys();
        final byte[] text = "MaxBurstLength=262144\0A=1\0".getBytes();
        for (int cut = 0; cut <= text.length; cut++) {
            collector.clear();
            assertTrue(collector.isEmpty());
            assertTrue(collector.add(new UnsafeBuffer(text), 0, cut));
            assertTrue(collector.add(new UnsafeBuffer(text), cut, text.length - cut));
            collector.wrap(keys);
            assertTrue(keys.next());
            assertEquals("262144", keys.value());
            assertTrue(keys.next());
            assertFalse(keys.next());
        }
    }

    @Test
    void shouldCollectNoMoreThanIsAllowed() {
        final TextCollector collector = new TextCollector();
        final UnsafeBuffer half = new UnsafeBuffer(new byte[TextCollector.MAX_LENGTH / 2]);
        assertTrue(collector.add(half, 0, half.capacity()));
        assertTrue(collector.add(half, 0, half.capacity()));
        assertFalse(collector.add(half, 0, 1));
        assertFalse(collector.isEmpty());
    }
}
