package orbis.engine.io;

import java.util.Arrays;

/**
 * Results that are known, waiting to be told by the next poll: handlers run from there alone, so that none runs
 * inside the call that queued its operation. A ring that grows to as many as were ever waiting.
 */
final class ResultQueue {
    private IoHandler[] handlers = new IoHandler[256];
    private int[] tokens = new int[256];
    private long[] results = new long[256];
    private int head;
    private int count;

    int count() {
        return count;
    }

    void add(final IoHandler handler, final int token, final long result) {
        if (count == results.length) {
            grow();
        }
        final int at = head + count & results.length - 1;
        handlers[at] = handler;
        tokens[at] = token;
        results[at] = result;
        count++;
    }

    /**
     * Tells those results that wait now, not those added by their handlers.
     *
     * @return how many.
     */
    int tell() {
        final int waiting = count;
        for (int i = 0; i < waiting; i++) {
            final int at = head;
            final IoHandler handler = handlers[at];
            handlers[at] = null;
            head = head + 1 & results.length - 1;
            count--;
            handler.onComplete(tokens[at], results[at]);
        }
        return waiting;
    }

    private void grow() {
        final int length = results.length;
        handlers = Arrays.copyOf(handlers, length * 2);
        tokens = Arrays.copyOf(tokens, length * 2);
        results = Arrays.copyOf(results, length * 2);
        System.arraycopy(handlers, 0, handlers, length, head);
        System.arraycopy(tokens, 0, tokens, length, head);
        System.arraycopy(results, 0, results, length, head);
    }
}
