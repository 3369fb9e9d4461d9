package orbis.engine.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import orbis.engine.scsi.ScsiDevice;

/** A task management function that waits for the tasks that it aborted. */
final class PendingFunction {
    private final long deadlineNs;
    private final Consumer<PendingFunction> whenDone;
    private final ArrayList<IscsiTask> aborting = new ArrayList<>();
    private boolean begun;

    PendingFunction(final long deadlineNs, final Consumer<PendingFunction> whenDone) {
        this.deadlineNs = deadlineNs;
        this.whenDone = whenDone;
    }

    long deadlineNs() {
        return deadlineNs;
    }

    void abort(final CommandPhase commands, final IscsiTask task) {
        // The abort of one can let another run to its end.
        if (commands.unanswered(task)) {
            aborting.add(task);
            commands.abort(task, this::onAborted);
        }
    }

    /** All aborts have begun: the function ends as soon as all have ended. */
    void allBegun() {
        begun = true;
        endWhenDone();
    }

    /** Waits no longer for what hangs in the store. */
    void giveUp(final ScsiDevice device) {
        for (final IscsiTask task : List.copyOf(aborting)) {
            device.abandon(task);
        }
    }

    private void onAborted(final IscsiTask task) {
        aborting.remove(task);
        endWhenDone();
    }

    private void endWhenDone() {
        if (begun && aborting.isEmpty()) {
            whenDone.accept(this);
        }
    }
}
