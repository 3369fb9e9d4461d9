package orbis.perf.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PduReaderTest {
    private final List<String> told = new ArrayList<>();
    private final StringBuilder data = new StringBuilder();
    private final PduReader reader = new PduReader(new PduReader.Handler() {
        @Override
        public boolean onHeader(final long address, final int dataLength) {
            told.add("header " + UnsafeApi.getByte(address) + " " + dataLength);
            return UnsafeApi.getByte(address) != 13;
        }

        @Override
        public void onData(final long address, final int length) {
            for (int i = 0; i < length; i++) {
                data.append((char) UnsafeApi.getByte(address + i));
            }
        }

        @Override
        public boolean onPdu() {
            told.add("pdu " + data);
            data.setLength(0);
            return true;
        }

        @Override
        public void onDigestError(final String what) {
            told.add(what);
        }
    });

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 47, 48, 49, 50, 96, 1000})
    void shouldGiveTheSamePdusHoweverTheBytesAreCut(final int piece) {
        reader.digests(true, true);
        final ByteBuffer stream = stream(true, "hello", "", "abcd", "x");

        assertTrue(feed(stream, piece));
        assertEquals(List.of("header 1 5", "pdu hello", "header 1 0", "pdu ", "header 1 4", "pdu abcd",
            "header 1 1", "pdu x"), told);
    }

    @Test
    void shouldReadWithoutDigestsUntilTheyAreNegotiated() {
        assertTrue(feed(stream(false, "hello", "abcd"), 1000));

        assertEquals(List.of("header 1 5", "pdu hello", "header 1 4", "pdu abcd"), told);
    }

    @Test
    void shouldGiveUpWhenTheHeaderDigestIsWrong() {
        reader.digests(true, true);
        final ByteBuffer stream = stream(true, "hello");
        stream.put(20, (byte) 1);

        assertFalse(feed(stream, 1000));
        assertEquals(List.of("header digest"), told);
    }

    @Test
    void shouldGiveUpWhenTheDataDigestIsWrong() {
        reader.digests(true, true);
        final ByteBuffer stream = stream(true, "hello");
        stream.put(53, (byte) 'j');

        assertFalse(feed(stream, 10));
        assertEquals(List.of("header 1 5", "data digest"), told);
    }

    @Test
    void shouldStopWhenTheHandlerGivesUp() {
        final ByteBuffer stream = stream(false, "hello", "abcd");
        stream.put(0, (byte) 13);

        assertFalse(feed(stream, 1000));
        assertEquals(List.of("header 13 5"), told);
    }

    private boolean feed(final ByteBuffer stream, final int piece) {
        final long address = BufferUtil.address(stream);
        for (int at = 0; at < stream.limit(); at += piece) {
            if (!reader.read(address + at, Math.min(piece, stream.limit() - at))) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer stream(final boolean digests, final String... texts) {
        final ByteBuffer out = BufferUtil.allocateDirectAligned(4096, 8).order(ByteOrder.LITTLE_ENDIAN);
        for (final String text : texts) {
            final int start = out.position();
            out.put((byte) 1).position(start + 7);
            out.put((byte) text.length()).position(start + 48);
            digest(out, start, digests);
            if (!text.isEmpty()) {
                final int segment = out.position();
                out.put(text.getBytes(StandardCharsets.US_ASCII));
                out.position(segment + (text.length() + 3 & ~3));
                digest(out, segment, digests);
            }
        }
        return out.flip();
    }

    private static void digest(final ByteBuffer out, final int from, final boolean digests) {
        if (digests) {
            final CRC32C crc = new CRC32C();
            crc.update(out.duplicate().limit(out.position()).position(from));
            out.putInt((int) crc.getValue());
        }
    }
}
