package orbis.engine.session;

import java.util.ArrayDeque;

/**
 * Where commands of an agent's sessions wait that are beyond what their disk or their initiator may have in a second.
 * It is asked in each duty cycle, and lets in one command of each session in turn.
 */
public final class Turnstile {
    private final ArrayDeque<CommandPhase> sessions = new ArrayDeque<>();

    void add(final CommandPhase session) {
        sessions.addLast(session);
    }

    /** Whether nobody waits. */
    public boolean empty() {
        return sessions.isEmpty();
    }

    /**
     * Lets in whose time has come.
     *
     * @return how many commands.
     */
    public int letIn() {
        int commands = 0;
        int inVain = 0;
        while (inVain < sessions.size()) {
            final CommandPhase session = sessions.removeFirst();
            if (session.letIn()) {
                commands++;
                inVain = 0;
            } else {
                inVain++;
            }
            if (session.stayAtTurnstile()) {
                sessions.addLast(session);
            } else {
                inVain = 0;
            }
        }
        return commands;
    }
}
