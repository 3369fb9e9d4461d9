package orbis.boot;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CrowdTest {
    private final Crowd crowd = new Crowd();

    private void cycles(final int count, final int packets) {
        for (int i = 0; i < count; i++) {
            crowd.add(packets);
        }
    }

    @Test
    void shouldTakeManyPacketsACycleForACrowdAndOneForNone() {
        cycles(100, 1);
        assertFalse(crowd.isThere());

        cycles(20, 10);
        assertTrue(crowd.isThere());

        cycles(100, 0);
        assertFalse(crowd.isThere());
    }

    @Test
    void shouldNotBeToldByAMoment() {
        crowd.add(10);

        assertFalse(crowd.isThere());
    }
}
