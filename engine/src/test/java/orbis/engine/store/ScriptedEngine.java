package orbis.engine.store;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import orbis.engine.io.IoEngine;
import orbis.engine.io.IoHandler;

/** Notes what is asked of an engine, and ends it when and how the test says. */
final class ScriptedEngine {
    final List<String> calls = new ArrayList<>();
    private final Queue<IoHandler> handlers = new ArrayDeque<>();

    IoEngine engine() {
        return (IoEngine) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {IoEngine.class},
            (proxy, method, arguments) -> {
                if ("complete".equals(method.getName())) {
                    ((IoHandler) arguments[1]).onComplete((int) arguments[2], (long) arguments[0]);
                    return null;
                }
                calls.add(switch (method.getName()) {
                    case "allocate" -> "allocate " + arguments[1] + " at " + arguments[2] + " + " + arguments[3];
                    case "write" -> "write at " + arguments[3] + " + " + arguments[2];
                    default -> method.getName();
                });
                handlers.add((IoHandler) arguments[arguments.length - 2]);
                return null;
            });
    }

    /** Ends the oldest operation. */
    void end(final long result) {
        handlers.remove().onComplete(0, result);
    }
}
