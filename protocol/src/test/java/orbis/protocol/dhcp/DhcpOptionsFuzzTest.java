package orbis.protocol.dhcp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.agrona.concurrent.UnsafeBuffer;

class DhcpOptionsFuzzTest {
    private final DhcpOptions options = new DhcpOptions();

    @FuzzTest(maxDuration = "60s")
    void shouldReadAnyBytes(final byte[] packet) {
        if (packet.length < DhcpFlyweight.OPTIONS_OFFSET || !options.wrap(new UnsafeBuffer(packet), packet.length)) {
            return;
        }
        for (int code = 0; code < 256; code++) {
            if (options.has(code)) {
                final int end = options.offset(code) + options.length(code);
                assertTrue(end <= options.buffer(code).capacity());
                final int index = options.find(code, 1);
                assertTrue(index < 0 || index + options.u8(code, index) < options.length(code));
                options.text(code);
            }
        }
    }
}
