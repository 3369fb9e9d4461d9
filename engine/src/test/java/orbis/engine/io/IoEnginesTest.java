package orbis.engine.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

class IoEnginesTest extends EngineFixture {
    @Override
    IoEngine open(final IoOptions options) {
        return IoEngines.open("nio", options);
    }

    @Test
    void shouldTakeTheRingWhereThereIsOne() {
        assertNull(IoEngines.unavailabilityCause());
        try (IoEngine auto = IoEngines.open("auto", new IoOptions());
                IoEngine uring = IoEngines.open("uring", new IoOptions())) {
            assertEquals("uring", auto.name());
            assertEquals("uring", uring.name());
        }
        assertEquals("nio", engine.name());
        assertEquals("there is no I/O engine aio, but auto, uring, nio", assertThrows(IllegalArgumentException.class,
            () -> IoEngines.open("aio", new IoOptions())).getMessage());
    }

    @Test
    void shouldMoveASocketFromASelectorToARingAndBack() throws IOException {
        try (IoEngine uring = IoEngines.open("uring", new IoOptions())) {
            final SocketChannel[] ends = connection(0);
            final StreamSocket first = engine.adopt(ends[0], new Recorder());
            first.receive();
            engine.poll();
            final Recorder inRing = new Recorder();
            final StreamSocket second = uring.adopt(first.release(), inRing);
            second.receive();
            write(ends[1], (byte) 1);
            until(uring, () -> inRing.received.size() == 1);
            final Recorder back = new Recorder();
            engine.adopt(second.release(), back).receive();
            write(ends[1], (byte) 2);
            until(() -> back.received.size() == 1);
            assertEquals(1, inRing.received.size());
        }
    }

    @Test
    void shouldNameTheSizeThatIsOutOfRange() {
        final IoOptions options = new IoOptions();
        assertEquals("number of ring entries is 100, not a power of two",
            assertThrows(IllegalArgumentException.class, () -> options.ringEntries(100)).getMessage());
        assertEquals("number of file threads is 0, not 1 to 64",
            assertThrows(IllegalArgumentException.class, () -> options.fileThreads(0)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> options.receiveBufferLength(100));
        assertThrows(IllegalArgumentException.class, () -> options.receiveBuffers(5000));
        assertThrows(IllegalArgumentException.class, () -> options.ringEntries(4));
        assertTrue(options.ringEntries(8).receiveBuffers(1).fileThreads(64).receiveBufferLength(4096).ringEntries()
            == 8);
    }
}
