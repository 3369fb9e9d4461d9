package orbis.engine.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every engine: its tests run with each. */
@ParameterizedClass
@ValueSource(strings = {"uring", "nio"})
abstract class EngineContract extends EngineFixture {
    @Parameter
    String kind;

    @Override
    final IoEngine open(final IoOptions options) {
        return IoEngines.open(kind, options);
    }

    /** Runs the engine without letting it sleep. */
    final void pollUntilReceived(final Recorder from, final int bytes) {
        while (from.received.size() < bytes) {
            engine.poll();
        }
    }

    interface Action {
        void run() throws IOException;
    }

    interface Answer<T> {
        T get() throws IOException;
    }

    static void unchecked(final Action action) {
        unchecked(() -> {
            action.run();
            return null;
        });
    }

    static <T> T unchecked(final Answer<T> answer) {
        try {
            return answer.get();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
