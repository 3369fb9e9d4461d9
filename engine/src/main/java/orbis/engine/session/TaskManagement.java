package orbis.engine.session;

import static orbis.protocol.iscsi.TaskManagementRequestFlyweight.ABORT_TASK;
import static orbis.protocol.iscsi.TaskManagementRequestFlyweight.ABORT_TASK_SET;
import static orbis.protocol.iscsi.TaskManagementRequestFlyweight.CLEAR_TASK_SET;
import static orbis.protocol.iscsi.TaskManagementRequestFlyweight.I_T_NEXUS_RESET;
import static orbis.protocol.iscsi.TaskManagementRequestFlyweight.LOGICAL_UNIT_RESET;
import static orbis.protocol.iscsi.TaskManagementRequestFlyweight.QUERY_ASYNCHRONOUS_EVENT;
import static orbis.protocol.iscsi.TaskManagementRequestFlyweight.QUERY_TASK;
import static orbis.protocol.iscsi.TaskManagementRequestFlyweight.QUERY_TASK_SET;
import static orbis.protocol.iscsi.TaskManagementRequestFlyweight.TARGET_COLD_RESET;
import static orbis.protocol.iscsi.TaskManagementRequestFlyweight.TARGET_WARM_RESET;
import static orbis.protocol.iscsi.TaskManagementRequestFlyweight.TASK_REASSIGN;

import java.util.ArrayList;
import java.util.List;

import orbis.protocol.iscsi.TaskManagementRequestFlyweight;
import orbis.protocol.iscsi.TaskManagementResponseFlyweight;

/**
 * Task management functions (RFC 7143 sections 11.5 and 11.6). A function that aborts tasks is answered when
 * nothing of them is under way any more, or when its bound is over: then the store is not waited for.
 */
final class TaskManagement {
    private final Session session;
    private final DeviceSessions target;
    private final long boundNs;
    private final CommandMeter meter;
    private final ArrayList<PendingFunction> pending = new ArrayList<>();
    /** Done when no function waits any more. */
    private Runnable last;
    private final TaskManagementRequestFlyweight request = new TaskManagementRequestFlyweight();
    private final TaskManagementResponseFlyweight response = new TaskManagementResponseFlyweight();

    TaskManagement(
            final Session session, final DeviceSessions target, final long boundNs, final CommandMeter meter) {
        this.meter = meter;
        this.session = session;
        this.target = target;
        this.boundNs = boundNs;
    }

    void onRequest(final long address) {
        meter.onTaskManagement();
        request.wrapHeader(address);
        final int function = request.function();
        final boolean ofUnit = function != TARGET_WARM_RESET && function != TARGET_COLD_RESET
            && function != TASK_REASSIGN && function != I_T_NEXUS_RESET;
        if (ofUnit && !ofDisk(request.lun())) {
            respond(request.initiatorTaskTag(), TaskManagementResponseFlyweight.NO_LUN);
            return;
        }
        switch (function) {
            case ABORT_TASK:
                abortTask();
                break;
            case ABORT_TASK_SET:
                abortAll(List.of(session), () -> { });
                break;
            case CLEAR_TASK_SET:
                clearTaskSet();
                break;
            case LOGICAL_UNIT_RESET:
                abortAll(target.sessions(), () -> target.device().logicalUnitReset(session.nexus()));
                break;
            case TARGET_WARM_RESET:
                abortAll(target.sessions(), () -> target.device().targetReset(session.nexus(), false));
                break;
            case TARGET_COLD_RESET:
                coldReset();
                break;
            default:
                query(function);
                break;
        }
    }

    /** Whether a logical unit number is 0, in any addressing method (SAM-5 section 4.7). */
    private static boolean ofDisk(final long lun) {
        return (lun & 0x3fff_ffff_ffff_ffffL) == 0;
    }

    private void abortTask() {
        final IscsiTask task = session.commands().tasks().get(request.referencedTaskTag());
        if (task == null) {
            // One that never came counts as received and aborted (section 11.6.1).
            final boolean neverCame = session.window().pass(request.refCmdSn(), request.cmdSn());
            respond(request.initiatorTaskTag(), neverCame
                ? TaskManagementResponseFlyweight.COMPLETE : TaskManagementResponseFlyweight.NO_TASK);
            return;
        }
        final int tag = request.initiatorTaskTag();
        abort(session.commands(), task, () -> respond(tag, TaskManagementResponseFlyweight.COMPLETE));
    }

    /** Aborts one task; what follows is done within the bound, unless the session is closed by then. */
    void abort(final CommandPhase commands, final IscsiTask task, final Runnable then) {
        final PendingFunction function = begin(then);
        function.abort(commands, task);
        function.allBegun();
    }

    /**
     * Ends what the session has under way and what it holds by itself. What follows is done after all functions that
     * wait, each within its bound.
     */
    void endAll(final Runnable then) {
        last = () -> {
            target.device().release(session.nexus());
            then.run();
        };
        abortTasks(List.of(session), () -> { });
    }

    /** Whether no function waits. */
    boolean idle() {
        return pending.isEmpty();
    }

    /** The initiators whose tasks are aborted by another one are told so (SAM-5 section 7.4). */
    private void clearTaskSet() {
        if (target.device().taskSetOfNexus()) {
            abortAll(List.of(session), () -> { });
            return;
        }
        for (final Session other : target.sessions()) {
            if (other != session && !other.commands().tasks().isEmpty()) {
                target.device().tasksCleared(other.nexus());
            }
        }
        abortAll(target.sessions(), () -> { });
    }

    private void abortAll(final List<Session> sessions, final Runnable then) {
        final int tag = request.initiatorTaskTag();
        abortTasks(sessions, () -> {
            then.run();
            respond(tag, TaskManagementResponseFlyweight.COMPLETE);
        });
    }

    private void abortTasks(final List<Session> sessions, final Runnable then) {
        final PendingFunction function = begin(then);
        for (final Session other : List.copyOf(sessions)) {
            final boolean told = other != session && target.device().taskAbortedStatus();
            for (final IscsiTask task : List.copyOf(other.commands().tasks().values())) {
                task.tellsAbort(told);
                function.abort(other.commands(), task);
            }
        }
        function.allBegun();
    }

    /** All sessions of the target end: this one when it has its answer. */
    private void coldReset() {
        final int tag = request.initiatorTaskTag();
        abortTasks(target.sessions(), () -> {
            target.device().targetReset(session.nexus(), true);
            respond(tag, TaskManagementResponseFlyweight.COMPLETE);
            session.coldReset();
        });
    }

    /** Functions that abort nothing, and those of RFC 7144, which only exist where its protocol level was agreed. */
    private void query(final int function) {
        final boolean known = session.parameters().iscsiProtocolLevel() >= 2;
        if (function == I_T_NEXUS_RESET && known) {
            abortAll(List.of(session), () -> target.device().nexusLost(session.nexus()));
            return;
        }
        final int result;
        if (function == QUERY_TASK && known) {
            result = answer(session.commands().tasks().containsKey(request.referencedTaskTag()));
        } else if (function == QUERY_TASK_SET && known) {
            result = answer(!session.commands().tasks().isEmpty());
        } else if (function == QUERY_ASYNCHRONOUS_EVENT && known) {
            result = answer(session.nexus().hasUnitAttention());
        } else if (function == TASK_REASSIGN) {
            result = TaskManagementResponseFlyweight.NO_REASSIGN;
        } else {
            result = TaskManagementResponseFlyweight.NOT_SUPPORTED;
        }
        respond(request.initiatorTaskTag(), result);
    }

    private static int answer(final boolean yes) {
        return yes ? TaskManagementResponseFlyweight.SUCCEEDED : TaskManagementResponseFlyweight.COMPLETE;
    }

    private PendingFunction begin(final Runnable then) {
        final PendingFunction function = new PendingFunction(session.resources().nowNs() + boundNs, ended -> {
            pending.remove(ended);
            then.run();
            if (last != null && pending.isEmpty()) {
                final Runnable end = last;
                last = null;
                end.run();
            }
            session.onWorkEnded();
        });
        pending.add(function);
        return function;
    }

    private void respond(final int tag, final int result) {
        if (session.closed()) {
            return;
        }
        final OutPdu pdu = session.resources().pdus().acquire();
        response.wrapHeader(pdu.header());
        response.blank().response(result).initiatorTaskTag(tag);
        session.output().send(pdu);
    }

    void onTick(final long nowNs) {
        if (pending.isEmpty()) {
            return;
        }
        for (final PendingFunction function : List.copyOf(pending)) {
            if (nowNs - function.deadlineNs() >= 0) {
                function.giveUp(target.device());
            }
        }
    }
}
