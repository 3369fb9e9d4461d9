package orbis.engine.scsi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.ScsiStatus;
import orbis.protocol.scsi.TransportId;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersistentReserveTest {
    private static final String READ = "28 00 00 00 00 00 00 00 01 00";
    private static final String WRITE = "2a 00 00 00 00 00 00 00 01 00";
    private static final int REGISTER = 0;
    private static final int RESERVE = 1;
    private static final int RELEASE = 2;
    private static final int CLEAR = 3;
    private static final int PREEMPT = 4;
    private static final int PREEMPT_AND_ABORT = 5;
    private static final int IGNORE = 6;
    private static final int MOVE = 7;
    private static final int SPEC_I_PT = 8;
    private static final int ALL_TG_PT = 4;
    private static final int APTPL = 1;

    private DeviceFixture fixture;
    private Initiator one;
    private Initiator two;

    @BeforeEach
    void open() {
        fixture = new DeviceFixture();
        one = fixture.initiator();
        two = fixture.another();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static Outcome out(
        final Initiator initiator, final int action, final int type, final long key, final long actionKey) {
        return out(initiator, action, type, key, actionKey, 0, new byte[0]);
    }

    private static Outcome out(
        final Initiator initiator, final int action, final int type, final long key, final long actionKey,
        final int flags, final byte[] more) {
        final ByteBuffer list = ByteBuffer.allocate(24 + more.length);
        list.putLong(key).putLong(actionKey).putInt(0).putInt(flags << 24).put(more);
        return initiator.run(String.format("5f %02x %02x 00 00 00 00 00 %02x 00", action, type, list.capacity()),
            list.array());
    }

    private static ByteBuffer in(final Initiator initiator, final int action) {
        return initiator.run(String.format("5e %02x 00 00 00 00 00 20 00 00", action)).view();
    }

    private static boolean conflict(final Outcome outcome) {
        return outcome.status() == ScsiStatus.RESERVATION_CONFLICT;
    }

    private void bothRegistered() {
        assertTrue(out(one, REGISTER, 0, 0, 11).good());
        assertTrue(out(two, REGISTER, 0, 0, 22).good());
    }

    private static byte[] transportIds(final String... ports) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
        int at = 4;
        for (final String port : ports) {
            at += TransportId.write(buffer, at, port);
        }
        buffer.putInt(0, at - 4, java.nio.ByteOrder.BIG_ENDIAN);
        final byte[] bytes = new byte[at];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    @Test
    void shouldRegisterChangeAndUnregister() {
        assertTrue(out(one, REGISTER, 0, 0, 11).good());
        assertTrue(conflict(out(one, REGISTER, 0, 0, 12)));
        assertTrue(out(one, REGISTER, 0, 11, 12).good());
        final ByteBuffer keys = in(one, 0);
        assertEquals(2, keys.getInt(0));
        assertEquals(8, keys.getInt(4));
        assertEquals(12, keys.getLong(8));
        assertTrue(out(one, IGNORE, 0, 99, 13).good());
        assertEquals(13, in(two, 0).getLong(8));
        assertTrue(out(one, REGISTER, 0, 13, 0).good());
        assertEquals(0, in(one, 0).getInt(4));
    }

    @Test
    void shouldTellWholeLengthWhenKeysAreCut() {
        bothRegistered();
        final ByteBuffer keys = one.run("5e 00 00 00 00 00 00 00 08 00").view();
        assertEquals(8, keys.remaining());
        assertEquals(16, keys.getInt(4));
    }

    @ParameterizedTest
    @CsvSource({
        // type, registered reads, registered writes, others read, others write
        "1, true, false, true, false",
        "3, false, false, false, false",
        "5, true, true, true, false",
        "6, true, true, false, false",
        "7, true, true, true, false",
        "8, true, true, false, false",
    })
    void shouldKeepAccessByType(
        final int type, final boolean registeredRead, final boolean registeredWrite, final boolean othersRead,
        final boolean othersWrite) {
        bothRegistered();
        assertTrue(out(one, RESERVE, type, 11, 0).good());
        assertTrue(one.run(READ).good());
        assertTrue(one.run(WRITE, new byte[512]).good());
        assertEquals(registeredRead, two.run(READ).good());
        assertEquals(registeredWrite, two.run(WRITE, new byte[512]).good());
        assertTrue(out(two, REGISTER, 0, 22, 0).good());
        assertEquals(othersRead, two.run(READ).good());
        assertEquals(othersWrite, two.run(WRITE, new byte[512]).good());
        assertTrue(two.run("00 00 00 00 00 00").good());
        assertTrue(two.run("12 00 00 00 60 00").good());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 6, 7, 8})
    void shouldTellReservation(final int type) {
        bothRegistered();
        assertEquals(0, in(one, 1).getInt(4));
        assertTrue(out(one, RESERVE, type, 11, 0).good());
        final ByteBuffer reservation = in(two, 1);
        assertEquals(16, reservation.getInt(4));
        assertEquals(type >= 7 ? 0 : 11, reservation.getLong(8));
        assertEquals(type, reservation.get(21));
        assertTrue(out(one, RESERVE, type, 11, 0).good());
        assertEquals(type >= 7, out(two, RESERVE, type, 22, 0).good());
        assertTrue(conflict(out(one, RESERVE, type == 1 ? 3 : 1, 11, 0)));
    }

    @ParameterizedTest
    @CsvSource({"1, false", "3, false", "5, true", "6, true", "7, true", "8, true"})
    void shouldReleaseAndTellRegistrants(final int type, final boolean told) {
        bothRegistered();
        out(one, RESERVE, type, 11, 0);
        assertEquals(AdditionalSense.INVALID_RELEASE_OF_PERSISTENT_RESERVATION,
            out(one, RELEASE, type == 1 ? 3 : 1, 11, 0).additional());
        if (type < 7) {
            assertTrue(out(two, RELEASE, type, 22, 0).good());
            assertEquals(16, in(one, 1).getInt(4));
        }
        assertTrue(out(one, RELEASE, type, 11, 0).good());
        assertEquals(0, in(one, 1).getInt(4));
        assertEquals(told ? AdditionalSense.RESERVATIONS_RELEASED : -1, two.run(READ).additional());
    }

    @Test
    void shouldReleaseWhenTheHolderUnregisters() {
        bothRegistered();
        out(one, RESERVE, 5, 11, 0);
        assertTrue(out(one, REGISTER, 0, 11, 0).good());
        assertEquals(AdditionalSense.RESERVATIONS_RELEASED, two.run(READ).additional());
        assertEquals(0, in(one, 1).getInt(4));
    }

    @Test
    void shouldStayWithTheOthersWhenOneOfAllUnregisters() {
        bothRegistered();
        out(one, RESERVE, 8, 11, 0);
        assertTrue(out(one, REGISTER, 0, 11, 0).good());
        assertTrue(conflict(one.run(READ)));
        assertTrue(two.run(READ).good());
        assertTrue(out(two, REGISTER, 0, 22, 0).good());
        assertTrue(one.run(READ).good());
    }

    @Test
    void shouldClear() {
        bothRegistered();
        out(one, RESERVE, 3, 11, 0);
        assertTrue(conflict(out(two, CLEAR, 0, 33, 0)));
        assertTrue(out(two, CLEAR, 0, 22, 0).good());
        assertEquals(AdditionalSense.RESERVATIONS_PREEMPTED, one.run(READ).additional());
        assertEquals(3, in(one, 0).getInt(0));
        assertEquals(0, in(one, 0).getInt(4));
    }

    @Test
    void shouldPreemptTheHolder() {
        bothRegistered();
        out(one, RESERVE, 3, 11, 0);
        assertTrue(out(two, PREEMPT, 1, 22, 11).good());
        assertEquals(AdditionalSense.REGISTRATIONS_PREEMPTED, one.run(READ).additional());
        assertEquals(1, in(one, 1).get(21));
        assertEquals(22, in(one, 1).getLong(8));
        assertTrue(conflict(one.run(WRITE, new byte[512])));
        assertTrue(conflict(out(one, RELEASE, 3, 11, 0)));
    }

    @Test
    void shouldPreemptARegistrationOnly() {
        bothRegistered();
        out(one, RESERVE, 1, 11, 0);
        assertTrue(out(one, PREEMPT, 1, 11, 22).good());
        assertEquals(AdditionalSense.REGISTRATIONS_PREEMPTED, two.run(READ).additional());
        assertEquals(8, in(one, 0).getInt(4));
        assertTrue(conflict(out(one, PREEMPT, 1, 11, 77)));
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, out(one, PREEMPT, 1, 11, 0).additional());
    }

    @Test
    void shouldPreemptAllRegistrants() {
        bothRegistered();
        out(one, RESERVE, 7, 11, 0);
        assertTrue(out(two, PREEMPT, 3, 22, 0).good());
        assertEquals(AdditionalSense.REGISTRATIONS_PREEMPTED, one.run(READ).additional());
        assertTrue(conflict(one.run(READ)));
        assertEquals(8, in(two, 0).getInt(4));
    }

    @Test
    void shouldAbortTasksOfThePreempted() {
        bothRegistered();
        fixture.store.hanging = true;
        final Outcome hung = one.start(READ, 0, 512, null);
        final Outcome mine = two.start(READ, 0, 512, null);
        final Outcome preempt = out(two, PREEMPT_AND_ABORT, 3, 22, 11);
        assertTrue(preempt.good());
        fixture.store.release();
        one.settle(hung);
        assertEquals(1, hung.abortions);
        assertTrue(two.settle(mine).good());
    }

    @Test
    void shouldRegisterOthersToo() {
        final byte[] ids = transportIds(two.nexus.initiatorPort());
        assertTrue(out(one, REGISTER, 0, 0, 5, SPEC_I_PT, ids).good());
        assertTrue(out(two, RESERVE, 3, 5, 0).good());
        assertTrue(conflict(one.run(READ)));
        assertEquals(16, in(one, 0).getInt(4));
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST,
            out(one, REGISTER, 0, 5, 6, SPEC_I_PT, ids).additional());
    }

    @Test
    void shouldRefuseTransportIdsThatDoNotFit() {
        final byte[] ids = transportIds("iqn.a,i,0x1");
        ids[3]++;
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST,
            out(one, REGISTER, 0, 0, 5, SPEC_I_PT, ids).additional());
        ids[3]--;
        ids[7]++;
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST,
            out(one, REGISTER, 0, 0, 5, SPEC_I_PT, ids).additional());
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST,
            out(one, IGNORE, 0, 0, 5, SPEC_I_PT, ids).additional());
        assertEquals(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR,
            out(one, REGISTER, 0, 0, 5, 0, ids).additional());
        assertEquals(0, in(one, 0).getInt(4));
    }

    /** A list of so many initiator ports, each with a TransportID of 24 bytes. */
    private static byte[] manyPorts(final int count) {
        final ByteBuffer list = ByteBuffer.allocate(28 + 24 * count);
        list.putLong(0).putLong(5).putInt(0).putInt(SPEC_I_PT << 24).putInt(24 * count);
        for (int i = 0; i < count; i++) {
            list.putInt(0x45000014).put(String.format("iqn.a,i,0x%06x", i).getBytes(US_ASCII)).putInt(0);
        }
        return list.array();
    }

    private static Outcome register(final Initiator initiator, final byte[] list) {
        return initiator.run(String.format("5f 00 00 00 00 %08x 00", list.length), list);
    }

    @Test
    void shouldReadNoMorePortsThanCanBeRegistered() {
        assertTrue(register(one, manyPorts(4095)).good());
        assertEquals(AdditionalSense.INSUFFICIENT_REGISTRATION_RESOURCES, register(two, manyPorts(1)).additional());
        assertTrue(out(one, CLEAR, 0, 5, 0).good());
        two.ready();
        final byte[] wrongAtItsEnd = manyPorts(10_000);
        wrongAtItsEnd[wrongAtItsEnd.length - 24] = 0;
        assertEquals(AdditionalSense.INSUFFICIENT_REGISTRATION_RESOURCES, register(one, wrongAtItsEnd).additional());
        assertEquals(0, in(one, 0).getInt(4));
    }

    @Test
    void shouldRefuseOthersOfWhomOneIsRegistered() {
        assertTrue(out(two, REGISTER, 0, 0, 22).good());
        assertTrue(conflict(out(one, REGISTER, 0, 0, 5, SPEC_I_PT,
            transportIds("iqn.a,i,0x1", two.nexus.initiatorPort()))));
        assertEquals(8, in(one, 0).getInt(4));
    }

    @Test
    void shouldRegisterForAllTargetPorts() {
        assertTrue(out(one, REGISTER, 0, 0, 5, ALL_TG_PT, new byte[0]).good());
        final ByteBuffer status = in(one, 3);
        assertEquals(5, status.getLong(8));
        assertEquals(2, status.get(20));
        assertTrue(out(one, RESERVE, 3, 5, 0).good());
        final Nexus otherPort = fixture.device.attach(one.nexus.initiatorName(), one.nexus.isid(), 7);
        assertEquals(5, otherPort.registration().key());
    }

    @Test
    void shouldTellFullStatus() {
        bothRegistered();
        out(one, RESERVE, 1, 11, 0);
        final ByteBuffer status = in(two, 3);
        assertEquals(status.remaining() - 8, status.getInt(4));
        assertEquals(11, status.getLong(8));
        assertEquals(1, status.get(20));
        assertEquals(1, status.get(21));
        assertEquals(1, status.getShort(26));
        final int idLength = status.getInt(28);
        assertEquals(0x45, status.get(32));
        assertEquals(22, status.getLong(8 + 24 + idLength));
        assertEquals(0, status.get(8 + 24 + idLength + 12));
    }

    @Test
    void shouldMoveTheReservation() {
        bothRegistered();
        out(one, RESERVE, 3, 11, 0);
        final byte[] id = transportIds(two.nexus.initiatorPort());
        assertTrue(move(two, 22, 33, 0, id).status() == ScsiStatus.RESERVATION_CONFLICT);
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, move(one, 11, 0, 0, id).additional());
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST,
            move(one, 11, 33, 0, transportIds(one.nexus.initiatorPort())).additional());
        assertTrue(move(one, 11, 33, 2, id).good());
        assertTrue(two.run(READ).good());
        assertTrue(conflict(one.run(READ)));
        assertEquals(33, in(two, 1).getLong(8));
        assertEquals(8, in(two, 0).getInt(4));
    }

    private static Outcome move(
        final Initiator initiator, final long key, final long actionKey, final int flags, final byte[] id) {
        final ByteBuffer list = ByteBuffer.allocate(20 + id.length);
        list.putLong(key).putLong(actionKey).putShort((short) flags).putShort((short) 1).put(id);
        return initiator.run(String.format("5f %02x 00 00 00 00 00 00 %02x 00", MOVE, list.capacity()),
            list.array());
    }

    @Test
    void shouldTellCapabilities() {
        final ByteBuffer capabilities = in(one, 2);
        assertEquals(8, capabilities.remaining());
        assertEquals(0x0C, capabilities.get(2));
        assertEquals((byte) 0xEA, capabilities.get(4));
        assertEquals(1, capabilities.get(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5e 04 00 00 00 00 00 20 00 00", "5f 08 00 00 00 00 00 00 18 00",
        "5f 01 02 00 00 00 00 00 18 00", "5f 01 13 00 00 00 00 00 18 00"})
    void shouldRefuseFields(final String cdb) {
        assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB, one.run(cdb, new byte[24]).additional());
    }

    @Test
    void shouldRefuseShortLists() {
        assertEquals(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR,
            one.run("5f 00 00 00 00 00 00 00 17 00", new byte[23]).additional());
        assertEquals(AdditionalSense.INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT,
            one.run("5f 00 00 00 00 00 00 00 18 00", new byte[23]).additional());
    }

    @Test
    void shouldReserveTheOldWay() {
        assertTrue(one.run("16 00 00 00 00 00").good());
        assertTrue(conflict(two.run("56 00 00 00 00 00 00 00 00 00")));
        assertTrue(conflict(two.run("1a 00 3f 00 ff 00")));
        assertTrue(conflict(two.run("00 00 00 00 00 00")));
        assertTrue(two.run("12 00 00 00 60 00").good());
        assertTrue(two.run("17 00 00 00 00 00").good());
        assertTrue(conflict(two.run(READ)));
        assertTrue(one.run("17 00 00 00 00 00").good());
        assertTrue(two.run(READ).good());
        assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB, one.run("16 10 00 00 00 00").additional());
    }

    @Test
    void shouldEndTheOldWayByLossOfNexusOrReset() {
        one.run("16 00 00 00 00 00");
        fixture.device.detach(one.nexus);
        assertTrue(two.run("16 00 00 00 00 00").good());
        fixture.device.logicalUnitReset(two.nexus);
        final Initiator three = fixture.fresh(3).ready();
        assertTrue(three.run("16 00 00 00 00 00").good());
    }

    @Test
    void shouldNotMixBothWays() {
        assertTrue(out(two, REGISTER, 0, 0, 11).good());
        assertTrue(conflict(one.run("16 00 00 00 00 00")));
    }

    @Test
    void shouldKeepARegistrationOverALossOfNexus() {
        assertTrue(out(one, REGISTER, 0, 0, 11).good());
        out(one, RESERVE, 3, 11, 0);
        fixture.device.detach(one.nexus);
        assertTrue(conflict(two.run(READ)));
        assertTrue(fixture.initiator().run(READ).good());
    }

    @Test
    void shouldRefuseToOutliveThePowerWithoutAPlaceForIt() {
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST,
            out(one, REGISTER, 0, 0, 11, APTPL, new byte[0]).additional());
    }

    @Test
    void shouldOutliveThePower() {
        final KeptInMemory kept = new KeptInMemory();
        try (DeviceFixture before = new DeviceFixture(kept)) {
            kept.engine = before.engine;
            final Initiator initiator = before.initiator();
            assertTrue(out(initiator, REGISTER, 0, 0, 11, APTPL, new byte[0]).good());
            assertTrue(out(initiator, RESERVE, 3, 11, 0).good());
            assertEquals(1, in(initiator, 2).get(3) & 1);
        }
        try (DeviceFixture after = new DeviceFixture(kept)) {
            kept.engine = after.engine;
            assertTrue(conflict(after.another().run(READ)));
            final Initiator initiator = after.initiator();
            assertTrue(initiator.run(READ).good());
            assertTrue(out(initiator, REGISTER, 0, 11, 12, 0, new byte[0]).good());
            assertEquals(0, kept.load(KeptState.Kind.RESERVATIONS).length);
        }
    }

    @Test
    void shouldNotAnswerBeforeItIsKept() {
        final KeptInMemory kept = new KeptInMemory();
        try (DeviceFixture device = new DeviceFixture(kept)) {
            kept.engine = device.engine;
            kept.failure = -5;
            assertFalse(out(device.initiator(), REGISTER, 0, 0, 11, APTPL, new byte[0]).good());
        }
    }

    @Test
    void shouldReadItsOwnSnapshotsOnly() {
        assertThrows(IllegalArgumentException.class, () -> ReservationSnapshot.read(new byte[] {9}));
        assertThrows(IllegalArgumentException.class, () -> ReservationSnapshot.read(new byte[] {1, 0}));
        final Registration registration = new Registration("iqn.a,i,0x000000000001", 1, true, 7);
        final PersistentReservations state = new PersistentReservations();
        state.add(registration);
        state.reserve(registration, 5);
        state.throughPowerLoss(true);
        final PersistentReservations again = new PersistentReservations();
        again.fromBytes(state.toBytes());
        assertArrayEquals(state.toBytes(), again.toBytes());
        assertEquals(7, again.key());
    }
}
