package orbis.protocol.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class OptionAckEncoderTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
    private final OptionAckEncoder encoder = new OptionAckEncoder();

    @Test
    void shouldWriteOptionsInTheOrderGiven() {
        final int length = encoder.wrap(buffer, 0)
            .put(TftpOption.TSIZE, 2560000)
            .put(TftpOption.BLKSIZE, 1468)
            .length();

        assertEquals("\0\6tsize\0002560000\0blksize\0001468\0", text(length));
    }

    @Test
    void shouldHoldAllOptionsAtTheirLargest() {
        encoder.wrap(buffer, 0);
        for (final TftpOption option : TftpOption.values()) {
            encoder.put(option, 1L << 40);
        }

        assertTrue(encoder.length() <= OptionAckEncoder.MAX_LENGTH);
    }

    @Test
    void shouldKnowOptionsByNameInAnyCase() {
        assertEquals(TftpOption.WINDOWSIZE, TftpOption.of("WindowSize"));
        assertNull(TftpOption.of("multicast"));
    }

    private String text(final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
