package orbis.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import orbis.protocol.iscsi.TargetHeaderFlyweight;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class CommandWindowTest {
    private final TargetHeaderFlyweight header = new TargetHeaderFlyweight();

    CommandWindowTest() {
        header.wrap(new byte[TargetHeaderFlyweight.LENGTH]);
    }

    private static CommandWindow window(final int expCmdSn, final int statSn, final int depth) {
        return new CommandWindow(
            expCmdSn, statSn, depth, new CommandRate(RateLimit.unlimited(), RateLimit.unlimited()));
    }

    @Test
    void shouldExpectOnlyTheNextCommand() {
        final CommandWindow window = window(7, 0, 4);
        assertTrue(window.expects(7));
        assertFalse(window.expects(6));
        assertFalse(window.expects(8));
        window.take();
        assertTrue(window.expects(8));
    }

    @Test
    void shouldCountAcrossTheEndOfThirtyTwoBits() {
        final CommandWindow window = window(0xffff_ffff, 0xffff_ffff, 4);
        assertTrue(window.expects(0xffff_ffff));
        window.take();
        window.stamp(header, true);
        assertEquals(0xffff_ffff, header.statSn());
        assertEquals(0, header.expCmdSn());
        assertEquals(3, header.maxCmdSn());
        window.stamp(header, false);
        assertEquals(0, header.statSn());
    }

    @Test
    void shouldPassOverCommandsThatAreMissingAcrossTheEndOfThirtyTwoBits() {
        final CommandWindow window = window(0xffff_fffe, 0, 4);
        assertFalse(window.pass(0xffff_fffd, 2));
        assertFalse(window.pass(2, 3));
        assertFalse(window.pass(1, 1));
        assertTrue(window.pass(0, 1));
        assertTrue(window.pass(0xffff_ffff, 1));
        assertTrue(window.expects(0xffff_fffe));
        window.take();
        assertTrue(window.expects(1));
        assertFalse(window.pass(0, 2));
    }

    @Test
    void shouldCloseWhenAsManyCommandsAreInFlightAsTheWindowIsDeep() {
        final CommandWindow window = window(1, 0, 2);
        for (int i = 0; i < 2; i++) {
            window.take();
            window.enter();
        }
        window.stamp(header, true);
        assertEquals(3, header.expCmdSn());
        assertEquals(2, header.maxCmdSn());
        assertFalse(window.expects(3));
    }

    @Test
    void shouldOpenAgainWhenACommandIsAnswered() {
        final CommandWindow window = window(1, 0, 2);
        for (int i = 0; i < 2; i++) {
            window.take();
            window.enter();
        }
        window.retire();
        window.stamp(header, true);
        assertEquals(3, header.maxCmdSn());
        assertTrue(window.expects(3));
    }

    @Test
    void shouldNeverTakeBackWhatWasOffered() {
        final CommandWindow window = window(1, 0, 4);
        window.stamp(header, true);
        assertEquals(4, header.maxCmdSn());
        // Immediate commands hold places without moving ExpCmdSN.
        window.enter();
        window.enter();
        window.stamp(header, true);
        assertEquals(4, header.maxCmdSn());
    }

    @Test
    void shouldOfferNoMoreThanTheRateLetsInWithinASecond() {
        final RateLimit rate = new RateLimit(4, RateLimit.NONE);
        final CommandWindow window = new CommandWindow(1, 0, 16, new CommandRate(RateLimit.unlimited(), rate));
        for (int i = 0; i < 16; i++) {
            window.take();
            window.stamp(header, true);
            assertEquals(Math.max(16, i + 5), header.maxCmdSn(), "never back, and no further than may come");
        }
        rate.become(RateLimit.unlimited());
        window.stamp(header, true);
        assertEquals(32, header.maxCmdSn());
    }

    @Test
    void shouldWriteTheNumbersWhereTheStandardHasThem() {
        window(0x01020304, 0x0a0b0c0d, 16).stamp(header, true);
        final UnsafeBuffer raw = new UnsafeBuffer(header, 0, TargetHeaderFlyweight.LENGTH);
        assertEquals(0x0a, raw.getByte(24));
        assertEquals(0x0d, raw.getByte(27));
        assertEquals(0x04, raw.getByte(31));
        assertEquals(0x13, raw.getByte(35));
    }
}
