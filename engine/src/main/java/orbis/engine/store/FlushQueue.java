package orbis.engine.store;

import java.util.Arrays;
import orbis.engine.io.IoEngine;
import orbis.engine.io.IoHandler;

/**
 * Flushes of one file: one is under way at a time, and all that are asked for meanwhile share the next. None
 * shares one that is under way already, which may have passed over writes that ended since.
 */
final class FlushQueue implements IoHandler {
    private final IoEngine engine;
    private final int fd;
    private Waiters waiting = new Waiters();
    private Waiters served = new Waiters();
    private boolean running;

    FlushQueue(final IoEngine engine, final int fd) {
        this.engine = engine;
        this.fd = fd;
    }

    void flush(final IoHandler handler, final int token) {
        waiting.add(handler, token);
        if (!running) {
            start();
        }
    }

    @Override
    public void onComplete(final int token, final long result) {
        final Waiters ended = served;
        for (int i = 0; i < ended.count; i++) {
            engine.complete(result, ended.handlers[i], ended.tokens[i]);
            ended.handlers[i] = null;
        }
        ended.count = 0;
        running = false;
        if (waiting.count > 0) {
            start();
        }
    }

    private void start() {
        running = true;
        final Waiters next = waiting;
        waiting = served;
        served = next;
        engine.sync(fd, this, 0);
    }

    private static final class Waiters {
        private IoHandler[] handlers = new IoHandler[16];
        private int[] tokens = new int[16];
        private int count;

        private void add(final IoHandler handler, final int token) {
            if (count == tokens.length) {
                handlers = Arrays.copyOf(handlers, count * 2);
                tokens = Arrays.copyOf(tokens, count * 2);
            }
            handlers[count] = handler;
            tokens[count++] = token;
        }
    }
}
