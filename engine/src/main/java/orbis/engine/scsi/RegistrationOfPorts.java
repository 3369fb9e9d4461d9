package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.util.LinkedHashSet;
import java.util.Set;
import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.TransportId;
import org.agrona.DirectBuffer;

/**
 * REGISTER, and REGISTER AND IGNORE EXISTING KEY: of the initiator port that asks, and with SPEC_I_PT of others
 * too (SPC-4 5.13.7, 5.13.11.1.2).
 */
final class RegistrationOfPorts {
    private static final int MOST = 4096;
    private static final int SPEC_I_PT = 0x08;
    private static final int ALL_TG_PT = 0x04;
    private static final int IDS = 28;

    private final ReservationChange change;
    private final PersistentReservations persistent;

    RegistrationOfPorts(final LogicalUnit unit, final ReservationChange change) {
        this.change = change;
        persistent = unit.reservations().persistent();
    }

    void apply(final DirectBuffer list, final int length, final boolean ignoreKey) {
        final Registration own = change.own();
        final long held = own == null ? 0 : own.key();
        final int flags = list.getByte(20);
        if (!ignoreKey && change.key() != held) {
            change.refuseByConflict();
        } else if (own == null) {
            registerNew(list, length, (flags & SPEC_I_PT) != 0, (flags & ALL_TG_PT) != 0);
        } else if ((flags & SPEC_I_PT) != 0) {
            change.refuse(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(20));
        } else {
            if (change.actionKey() == 0) {
                unregister(own);
            } else {
                own.key(change.actionKey());
            }
            persistent.countGeneration();
        }
    }

    private void unregister(final Registration own) {
        final int type = persistent.type();
        if (persistent.remove(own)) {
            change.tellReleased(type);
        }
    }

    private void registerNew(
        final DirectBuffer list, final int length, final boolean others, final boolean allTargetPorts) {
        final int targetPort = change.nexus().portalGroupTag();
        final Set<String> ports = new LinkedHashSet<>();
        ports.add(change.nexus().initiatorPort());
        if (others && !readPorts(list, length, ports)) {
            change.refuse(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(24));
        } else if (persistent.registrations().size() + ports.size() > MOST) {
            change.refuse(AdditionalSense.INSUFFICIENT_REGISTRATION_RESOURCES, SenseData.NO_SPECIFIC);
        } else if (persistent.registrations().stream().anyMatch(
            each -> each.isThrough(targetPort) && ports.contains(each.initiatorPort()))) {
            change.refuseByConflict();
        } else if (change.actionKey() != 0) {
            for (final String port : ports) {
                persistent.add(new Registration(port, targetPort, allTargetPorts, change.actionKey()));
            }
            persistent.countGeneration();
        }
    }

    /** Reads TransportIDs, but no more than until there are too many; tells whether nothing was wrong with them. */
    private static boolean readPorts(final DirectBuffer list, final int length, final Set<String> ports) {
        if (length < IDS || list.getInt(24, BIG_ENDIAN) != length - IDS) {
            return false;
        }
        int at = IDS;
        while (at < length && ports.size() <= MOST) {
            final int idLength = TransportId.length(list, at, length);
            final String port = idLength == 0 ? TransportId.NONE : TransportId.port(list, at, idLength);
            if (port.isEmpty()) {
                return false;
            }
            ports.add(port);
            at += idLength;
        }
        return true;
    }
}
