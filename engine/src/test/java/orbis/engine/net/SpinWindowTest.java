package orbis.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SpinWindowTest {
    private final SpinWindow window = new SpinWindow();

    @Test
    void shouldSleepAtOnceUntilWorkIsSeenToComeSoon() {
        assertEquals(0, window.ns());

        window.onIdled(SpinWindow.MAX_NS + 1);

        assertEquals(0, window.ns());
    }

    @Test
    void shouldLookLongerWhileWorkComesSoonButAfterTheSleepBegan() {
        window.onIdled(SpinWindow.MAX_NS);
        assertEquals(SpinWindow.FIRST_NS, window.ns());

        window.onIdled(SpinWindow.FIRST_NS + 1);
        assertEquals(2 * SpinWindow.FIRST_NS, window.ns());
    }

    @Test
    void shouldLookNoLongerThanItTakes() {
        window.onIdled(SpinWindow.MAX_NS);

        window.onIdled(SpinWindow.FIRST_NS);

        assertEquals(SpinWindow.FIRST_NS, window.ns());
    }

    @Test
    void shouldNeverLookLongerThanItsBound() {
        for (int i = 0; i < 10; i++) {
            window.onIdled(SpinWindow.MAX_NS);
        }

        assertEquals(SpinWindow.MAX_NS, window.ns());
    }

    @Test
    void shouldSleepAtOnceAgainAfterOneLongTimeWithoutWork() {
        window.onIdled(SpinWindow.MAX_NS);

        window.onIdled(SpinWindow.MAX_NS + 1);

        assertEquals(0, window.ns());
    }
}
