package orbis.server.control;

import java.util.List;

/** Runs a command of an administrator. */
@FunctionalInterface
public interface ControlHandler {
    /**
     * Runs a command.
     *
     * @param words the command and its arguments.
     * @return what to print, lines or nothing.
     * @throws Exception when it failed; the message is told.
     */
    String run(List<String> words) throws Exception;
}
