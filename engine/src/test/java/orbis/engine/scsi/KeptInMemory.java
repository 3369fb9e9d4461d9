package orbis.engine.scsi;

import java.util.EnumMap;
import java.util.Map;
import orbis.engine.io.IoHandler;

/** Keeps what a device must remember for as long as a test runs, or fails to. */
final class KeptInMemory implements KeptState {
    final Map<Kind, byte[]> states = new EnumMap<>(Kind.class);
    StepEngine engine;
    int failure;

    @Override
    public boolean keeps() {
        return true;
    }

    @Override
    public byte[] load(final Kind kind) {
        return states.getOrDefault(kind, new byte[0]);
    }

    @Override
    public void keep(final Kind kind, final byte[] state, final IoHandler handler, final int token) {
        states.put(kind, state);
        engine.complete(failure, handler, token);
    }
}
