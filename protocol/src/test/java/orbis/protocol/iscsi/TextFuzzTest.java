package orbis.protocol.iscsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

class TextFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void shouldReadAnyText(final byte[] text) {
        final TextKeys keys = new TextKeys().wrap(new UnsafeBuffer(text), 0, text.length);
        int pairs = 0;
        while (keys.next()) {
            assertTrue(++pairs <= TextKeys.MAX_PAIRS);
            assertTrue(!keys.key().isEmpty() && keys.key().length() <= TextKeys.MAX_KEY_LENGTH);
            assertTrue(keys.value().length() <= TextKeys.MAX_BINARY_VALUE_LENGTH);
        }
    }

    /** Whatever is offered, each key gets at most one answer, and what is agreed stays within the limits. */
    @FuzzTest(maxDuration = "60s")
    void shouldAgreeWithinTheLimitsWhateverIsOffered(final byte[] text) {
        final SessionParameters limits = SessionParameters.limits();
        final SessionParameters agreed = new SessionParameters();
        final Negotiation negotiation = new Negotiation(limits, agreed);
        final TextWriter answers = new TextWriter();
        final TextKeys keys = new TextKeys().wrap(new UnsafeBuffer(text), 0, text.length);
        while (keys.next()) {
            final Key key = Key.of(keys.key());
            if (key != null && Negotiation.concerns(key)) {
                negotiation.offer(key, keys.value(), false, answers);
            }
        }
        final TextKeys answered = new TextKeys().wrap(answers.text(), 0, answers.length());
        while (answered.next()) {
            assertTrue(Negotiation.concerns(Key.of(answered.key())));
        }
        assertTrue(agreed.maxBurstLength() >= 512 && agreed.maxBurstLength() <= limits.maxBurstLength());
        assertTrue(agreed.firstBurstLength() >= 512 && agreed.firstBurstLength() <= limits.firstBurstLength());
        assertTrue(agreed.initiatorMaxRecvDataSegmentLength() >= 512);
        assertTrue(agreed.maxOutstandingR2t() >= 1 && agreed.maxOutstandingR2t() <= limits.maxOutstandingR2t());
        assertEquals(0, agreed.value(Key.ERROR_RECOVERY_LEVEL));
        assertEquals(1, agreed.maxConnections());
    }

    @FuzzTest(maxDuration = "60s")
    void shouldDecodeAnyValueWithoutOverrun(final byte[] text) {
        final String value = new String(text, StandardCharsets.UTF_8);
        assertTrue(TextValues.number(value) >= -1);
        for (final int room : new int[] {0, 1, 16, 32, 1024}) {
            assertTrue(TextValues.binary(value, new byte[room]) <= room);
        }
    }
}
