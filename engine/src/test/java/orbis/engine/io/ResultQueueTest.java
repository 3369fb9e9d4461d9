package orbis.engine.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultQueueTest {
    private final ResultQueue queue = new ResultQueue();
    private final List<Integer> told = new ArrayList<>();

    @Test
    void shouldTellInOrderHoweverManyWait() {
        final List<Integer> expected = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 100 + 150 * round; i++) {
                final int token = round * 1000 + i;
                expected.add(token);
                queue.add((same, result) -> {
                    assertEquals(same * 2L, result);
                    told.add(same);
                }, token, token * 2L);
            }
            if (round % 2 == 0) {
                assertEquals(expected.size() - told.size(), queue.tell());
            }
        }
        queue.tell();
        assertEquals(expected, told);
        assertEquals(0, queue.count());
    }

    @Test
    void shouldLeaveWhatHandlersAddForTheNextTime() {
        queue.add((token, result) -> queue.add((same, again) -> told.add(same), token + 1, 0), 1, 0);
        assertEquals(1, queue.tell());
        assertEquals(List.of(), told);
        assertEquals(1, queue.tell());
        assertEquals(List.of(2), told);
    }
}
