package orbis.engine.scsi;

import java.util.ArrayList;
import java.util.List;
import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.ServiceAction;

/**
 * One change of the persistent reservations, as PERSISTENT RESERVE OUT asks for it: RESERVE, RELEASE, CLEAR and
 * PREEMPT (SPC-4 5.13.9 to 5.13.11), and what the other initiators are told of it.
 */
final class ReservationChange {
    private final LogicalUnit unit;
    private final PersistentReservations persistent;
    private final Nexus nexus;
    private final Registration own;
    private final long key;
    private final long actionKey;
    private final int type;
    private final List<Registration> preempted = new ArrayList<>();
    private boolean abort;
    private boolean conflict;
    private int wrong;
    private int wrongAt;

    ReservationChange(
        final LogicalUnit unit, final Nexus nexus, final long key, final long actionKey, final int type) {
        this.unit = unit;
        this.nexus = nexus;
        this.key = key;
        this.actionKey = actionKey;
        this.type = type;
        persistent = unit.reservations().persistent();
        own = nexus.registration();
    }

    Nexus nexus() {
        return nexus;
    }

    /** Registration of who asks, or null. */
    Registration own() {
        return own;
    }

    /** RESERVATION KEY. */
    long key() {
        return key;
    }

    /** SERVICE ACTION RESERVATION KEY. */
    long actionKey() {
        return actionKey;
    }

    boolean conflict() {
        return conflict;
    }

    /** Says that it conflicts with what is reserved or registered. */
    void refuseByConflict() {
        conflict = true;
    }

    /** What is wrong with the command: additional sense code, or 0. */
    int wrong() {
        return wrong;
    }

    /** Where it is wrong: sense-key specific field. */
    int wrongAt() {
        return wrongAt;
    }

    void refuse(final int additional, final int at) {
        wrong = additional;
        wrongAt = at;
    }

    /** Whether nothing stood in its way. */
    boolean done() {
        return !conflict && wrong == 0;
    }

    /** Whether who asks is registered, with the key that it gave. */
    boolean isRegistered() {
        return own != null && own.key() == key;
    }

    void apply(final int action) {
        if (!isRegistered()) {
            conflict = true;
            return;
        }
        switch (action) {
            case ServiceAction.PR_RESERVE:
                reserve();
                break;
            case ServiceAction.PR_RELEASE:
                release();
                break;
            case ServiceAction.PR_CLEAR:
                tellAll(persistent.registrations(), AdditionalSense.RESERVATIONS_PREEMPTED);
                persistent.clear();
                persistent.countGeneration();
                break;
            default:
                abort = action == ServiceAction.PR_PREEMPT_AND_ABORT;
                preempt();
                break;
        }
    }

    private void reserve() {
        if (!persistent.reserved()) {
            persistent.reserve(own, type);
        } else {
            conflict = !persistent.isHolder(own) || persistent.type() != type;
        }
    }

    private void release() {
        if (!persistent.isHolder(own)) {
            return;
        }
        if (persistent.type() != type) {
            refuse(AdditionalSense.INVALID_RELEASE_OF_PERSISTENT_RESERVATION, SenseData.NO_SPECIFIC);
            return;
        }
        persistent.release();
        tellReleased(type);
    }

    /** Tells those who are registered that a reservation that concerned them is gone. */
    void tellReleased(final int releasedType) {
        if (ReservationType.admitsRegistrants(releasedType)) {
            tellAll(persistent.registrations(), AdditionalSense.RESERVATIONS_RELEASED);
        }
    }

    private void preempt() {
        final boolean shared = persistent.reserved() && ReservationType.isAllRegistrants(persistent.type());
        if (actionKey == 0 && !shared) {
            refuse(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(8));
        } else if (actionKey == 0) {
            takeOver(true);
        } else if (persistent.reserved() && !shared && persistent.key() == actionKey) {
            takeOver(false);
        } else {
            removeByKey();
        }
        if (done()) {
            persistent.countGeneration();
        }
    }

    private void takeOver(final boolean everyone) {
        final int formerType = persistent.type();
        for (final Registration each : List.copyOf(persistent.registrations())) {
            if (each != own && (everyone || each.key() == actionKey)) {
                preempted.add(each);
            }
        }
        persistent.release();
        preempted.forEach(persistent::remove);
        persistent.reserve(own, type);
        tellAll(preempted, AdditionalSense.REGISTRATIONS_PREEMPTED);
        if (formerType != type) {
            tellReleased(formerType);
        }
    }

    private void removeByKey() {
        for (final Registration each : List.copyOf(persistent.registrations())) {
            if (each.key() == actionKey) {
                preempted.add(each);
            }
        }
        if (preempted.isEmpty()) {
            conflict = true;
            return;
        }
        preempted.forEach(persistent::remove);
        tellAll(preempted, AdditionalSense.REGISTRATIONS_PREEMPTED);
    }

    /** Tells the sessions of some registrations, but not who asks. */
    private void tellAll(final List<Registration> registrations, final int additional) {
        for (final Nexus each : unit.nexuses()) {
            if (each != nexus && registrations.contains(each.registration())) {
                each.attentions().add(additional);
            }
        }
    }

    /** Aborts the tasks of those who were preempted, when that was asked for. */
    void abortPreempted(final TaskState task) {
        if (abort) {
            unit.abortWhere(nexus, each -> each != task && preempted.stream().anyMatch(
                gone -> gone.isOf(each.nexus().initiatorPort(), each.nexus().portalGroupTag())));
        }
    }
}
