package orbis.engine.scsi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Registrations and reservation as bytes: a version, the type, the holder's index, then each
 * registration's key, target port, whether it is for all of them, and initiator port.
 *
 * @param registrations who is registered.
 * @param type          of the reservation, {@link ReservationType}.
 * @param holder        who holds it, or null.
 */
record ReservationSnapshot(List<Registration> registrations, int type, Registration holder) {
    private static final int VERSION = 1;

    static byte[] write(
        final List<Registration> registrations, final int type, final Registration holder) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(type);
            out.writeInt(registrations.indexOf(holder));
            out.writeInt(registrations.size());
            for (final Registration each : registrations) {
                out.writeLong(each.key());
                out.writeShort(each.targetPort());
                out.writeBoolean(each.allTargetPorts());
                out.writeUTF(each.initiatorPort());
            }
        } catch (final IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when the bytes are something else.
     */
    static ReservationSnapshot read(final byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            final int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("persistent reservations of version " + version);
            }
            final int type = in.readByte();
            final int holder = in.readInt();
            final int count = in.readInt();
            final List<Registration> registrations = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                final long key = in.readLong();
                final int targetPort = in.readUnsignedShort();
                final boolean allTargetPorts = in.readBoolean();
                registrations.add(new Registration(in.readUTF(), targetPort, allTargetPorts, key));
            }
            return new ReservationSnapshot(
                registrations, type, holder < 0 ? null : registrations.get(holder));
        } catch (final IOException | IndexOutOfBoundsException cut) {
            throw new IllegalArgumentException("persistent reservations that are cut short", cut);
        }
    }
}
