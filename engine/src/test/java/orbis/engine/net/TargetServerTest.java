package orbis.engine.net;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import orbis.engine.io.IoOptions;
import orbis.engine.scsi.DeviceIdentity;
import orbis.engine.session.Credentials;
import orbis.engine.session.DisconnectReason;
import orbis.engine.session.Portal;
import orbis.engine.session.RateLimit;
import orbis.engine.session.SessionIdentity;
import orbis.engine.session.TargetAnswer;
import orbis.engine.session.TargetDirectory;
import orbis.engine.status.CountersFile;
import orbis.engine.status.CountersView;
import orbis.engine.status.DiskCounter;
import orbis.engine.status.SystemCounter;
import orbis.engine.store.MemoryStore;
import orbis.protocol.iscsi.LoginStatus;
import orbis.protocol.iscsi.SessionParameters;
import org.agrona.CloseHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TargetServerTest {
    private static final String MEMORY = "iqn.x:memory";
    private static final String HANGING = "iqn.x:hanging";
    private static final int MAX_SESSIONS = 64;
    private static final int WRITE_FLAGS = 0xa1;
    private static final byte[] WRITE_ONE_BLOCK = {0x2a, 0, 0, 0, 0, 0, 0, 0, 1, 0};
    private static final int QUARTER = 256 * 1024;
    private static final byte[] WRITE_FIRST_QUARTER = {0x2a, 0, 0, 0, 0, 0, 0, 2, 0, 0};
    private static final byte[] WRITE_SECOND_QUARTER = {0x2a, 0, 0, 0, 2, 0, 0, 2, 0, 0};
    private static final byte[] TEST_UNIT_READY = new byte[6];
    private static final RateLimit NO_LIMIT = RateLimit.unlimited();
    private static final Executable NOTHING = () -> { };
    private static final long LOGIN_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(3);

    private final HangingStore hanging = new HangingStore();
    private final BlockingQueue<DisconnectReason> ends = new LinkedBlockingQueue<>();
    @TempDir
    private Path folder;
    private CountersFile counters;
    private TargetServer server;
    private InetSocketAddress portal;
    /** Done on the conductor's thread when it has admitted the next login and not answered it yet. */
    private volatile Executable whenAdmitted = NOTHING;

    @BeforeEach
    void launch() throws Exception {
        launch(16 << 20);
    }

    private void launch(final long memory) throws Exception {
        final TargetOptions options = new TargetOptions(
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), 1, 1, "nio", new IoOptions(), memory,
            256, new TargetOptions.SessionLimits(
                MAX_SESSIONS, 4, 16, LOGIN_TIMEOUT_NS, 0, TimeUnit.MILLISECONDS.toNanos(500)),
            SessionParameters.limits(), TargetOptions.Idle.PARK, List.of(), SocketOptions.NONE);
        counters = CountersFile.create(counters(), 4, 64);
        server = TargetServer.launch(
            options, new TwoTargets(), Credentials.NONE, new Ends(), counters);
        server.addDisk("memory", new DeviceIdentity(MEMORY, "1"), new MemoryStore(1 << 20, 512), NO_LIMIT).get();
        server.addDisk("hanging", new DeviceIdentity(HANGING, "2"), hanging, NO_LIMIT).get();
        server.accept();
        portal = server.portals().get(0);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Path counters() {
        return folder.resolve("counters");
    }

    private RawInitiator loggedIn(final String target, final int isid) throws IOException {
        final RawInitiator initiator = new RawInitiator(portal);
        assertEquals(0, initiator.login("iqn.a", target, isid).loginStatus());
        // The power-on unit attention.
        initiator.command(0x81, 0, TEST_UNIT_READY);
        initiator.receive();
        return initiator;
    }

    private static void assertServes(final RawInitiator initiator) throws IOException {
        final int tag = initiator.command(0x81, 0, TEST_UNIT_READY);
        final RawInitiator.Pdu response = initiator.receive();
        assertEquals(RawInitiator.SCSI_RESPONSE, response.opcode());
        assertEquals(tag, response.tag());
        assertEquals(0, response.header().get(3));
    }

    @Test
    void shouldServeWhoLogsIn() throws Exception {
        try (RawInitiator initiator = loggedIn(MEMORY, 1)) {
            assertServes(initiator);
        }
        assertEquals(DisconnectReason.CLOSED_BY_PEER, ends.take());
    }

    @Test
    void shouldRefuseATargetThatIsNotThere() throws Exception {
        try (RawInitiator initiator = new RawInitiator(portal)) {
            assertEquals(0x0203, initiator.login("iqn.a", "iqn.x:other", 1).loginStatus());
            assertTrue(initiator.ended());
        }
    }

    @Test
    void shouldEndAConnectionThatBeginsWithAnythingButALogin() throws Exception {
        try (RawInitiator initiator = new RawInitiator(portal); RawInitiator other = loggedIn(MEMORY, 1)) {
            initiator.command(0x81, 0, TEST_UNIT_READY);
            assertTrue(initiator.ended());
            assertServes(other);
        }
    }

    @Test
    void shouldEndASilentConnectionWhenItsTimeIsOver() throws Exception {
        try (RawInitiator silent = new RawInitiator(portal); RawInitiator other = loggedIn(MEMORY, 1)) {
            assertServes(other);
            assertTrue(silent.ended());
            assertServes(other);
        }
    }

    @Test
    void shouldEndAConnectionThatSendsMoreThanItMay() throws Exception {
        try (RawInitiator initiator = loggedIn(MEMORY, 1); RawInitiator other = loggedIn(MEMORY, 2)) {
            try {
                initiator.send(ByteBuffer.allocate(48).put(0, (byte) 0x40).putInt(16, 5), new byte[256 * 1024 + 4]);
            } catch (final SocketException e) {
                // Ended before all was sent: the header says enough.
            }
            assertTrue(initiator.ended());
            assertEquals(DisconnectReason.PROTOCOL_ERROR, ends.take());
            assertServes(other);
        }
    }

    private RawInitiator discovering(final int isid) throws IOException {
        final RawInitiator initiator = new RawInitiator(portal);
        assertEquals(0, initiator.discover("iqn.a", isid).loginStatus());
        return initiator;
    }

    private static void assertTellsTargets(final RawInitiator initiator) throws IOException {
        initiator.sendTargets();
        final RawInitiator.Pdu answer = initiator.receive();
        assertEquals(RawInitiator.TEXT_RESPONSE, answer.opcode());
        assertTrue(new String(answer.data(), StandardCharsets.US_ASCII).startsWith("TargetName=" + MEMORY));
    }

    @Test
    void shouldRejectACommandWithDataInADiscoverySession() throws Exception {
        try (RawInitiator initiator = discovering(1)) {
            initiator.send(ByteBuffer.allocate(48).put(0, (byte) 0x01), new byte[512]);
            assertEquals(RawInitiator.REJECT, initiator.receive().opcode());
            assertTellsTargets(initiator);
        }
    }

    @Test
    void shouldDropDataThatComesLaterThanItsRefusedHeader() throws Exception {
        try (RawInitiator initiator = discovering(1)) {
            initiator.sendHeader(ByteBuffer.allocate(48).put(0, (byte) 0x01), 512);
            assertEquals(RawInitiator.REJECT, initiator.receive().opcode());
            initiator.sendData(new byte[512]);
            assertTellsTargets(initiator);
        }
    }

    @Test
    void shouldEndADiscoverySessionThatSendsMoreDataThanTextsHave() throws Exception {
        try (RawInitiator initiator = discovering(1)) {
            initiator.sendHeader(ByteBuffer.allocate(48).put(0, (byte) 0x40).putInt(16, 5).putInt(20, -1), 8193);
            assertTrue(initiator.ended());
        }
    }

    @Test
    void shouldEndADiscoverySessionThatHasFallenSilent() throws Exception {
        try (RawInitiator silent = discovering(1)) {
            assertTellsTargets(silent);
            assertTrue(silent.ended());
            assertEquals(DisconnectReason.TIMED_OUT, ends.take());
        }
    }

    @Test
    void shouldLetANewcomerInWhenAsManyAsMayLogInSayNothing() throws Exception {
        final List<RawInitiator> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 1024; i++) {
                silent.add(new RawInitiator(portal));
            }
            try (RawInitiator newcomer = loggedIn(MEMORY, 1)) {
                assertServes(newcomer);
                assertTrue(silent.get(0).ended());
            }
        } finally {
            CloseHelper.closeAll(silent);
        }
    }

    @Test
    void shouldReplaceASessionOfTheSamePorts() throws Exception {
        try (RawInitiator old = loggedIn(MEMORY, 1); RawInitiator next = loggedIn(MEMORY, 1)) {
            assertTrue(old.ended());
            assertEquals(DisconnectReason.REINSTATED, ends.take());
            assertServes(next);
        }
    }

    @Test
    void shouldReplaceASessionWhenThereAreAsManyAsMayBe() throws Exception {
        final List<RawInitiator> all = new ArrayList<>();
        try {
            for (int i = 0; i < MAX_SESSIONS; i++) {
                all.add(new RawInitiator(portal));
                assertEquals(0, all.get(i).login("iqn." + i, MEMORY, 1).loginStatus());
            }
            all.add(new RawInitiator(portal));
            assertEquals(
                LoginStatus.OUT_OF_RESOURCES, all.get(MAX_SESSIONS).login("iqn.more", MEMORY, 1).loginStatus());
            all.add(new RawInitiator(portal));
            assertEquals(0, all.get(MAX_SESSIONS + 1).login("iqn.0", MEMORY, 1).loginStatus());
        } finally {
            CloseHelper.quietCloseAll(all);
        }
    }

    @Test
    void shouldReplaceASessionWhoseWriteHangs() throws Exception {
        try (RawInitiator old = loggedIn(HANGING, 1)) {
            old.command(WRITE_FLAGS, 512, WRITE_ONE_BLOCK);
            old.dataOut(old.receive());
            try (RawInitiator next = loggedIn(HANGING, 1)) {
                assertServes(next);
            }
        }
    }

    @Test
    void shouldEndTheOldestSessionOfAnInitiatorThatLeavesThemBehind() throws Exception {
        try (RawInitiator first = loggedIn(MEMORY, 1); RawInitiator second = loggedIn(MEMORY, 2);
            RawInitiator third = loggedIn(MEMORY, 3); RawInitiator fourth = loggedIn(MEMORY, 4);
            RawInitiator fifth = loggedIn(MEMORY, 5)) {
            assertTrue(first.ended());
            for (final RawInitiator living : List.of(second, third, fourth, fifth)) {
                assertServes(living);
            }
        }
    }

    @Test
    void shouldAnswerAnAbortInABoundWhileTheStoreHangs() throws Exception {
        try (RawInitiator initiator = loggedIn(HANGING, 1)) {
            final int tag = initiator.command(WRITE_FLAGS, 512, WRITE_ONE_BLOCK);
            initiator.dataOut(initiator.receive());
            initiator.abort(tag);
            final RawInitiator.Pdu answer = initiator.receive();
            assertEquals(RawInitiator.TASK_MANAGEMENT_RESPONSE, answer.opcode());
            assertEquals(0, answer.header().get(2));
            assertServes(initiator);
        }
    }

    @Test
    void shouldKeepALaterWriteBehindAnAbortedOneThatHangs() throws Exception {
        try (RawInitiator initiator = loggedIn(HANGING, 1)) {
            final int tag = initiator.command(WRITE_FLAGS, 512, WRITE_ONE_BLOCK);
            initiator.dataOut(initiator.receive());
            initiator.abort(tag);
            initiator.receive();
            final int later = initiator.command(WRITE_FLAGS, 512, WRITE_ONE_BLOCK);
            assertServes(initiator);
            // The first write ends, then the second is asked for its data.
            server.withDevice(HANGING, device -> hanging.letGo()).get();
            initiator.dataOut(initiator.receive());
            final RawInitiator.Pdu response = initiator.receive();
            assertEquals(later, response.tag());
            assertEquals(0, response.header().get(3));
        }
    }

    @Test
    void shouldTellAndDropSessions() throws Exception {
        try (RawInitiator initiator = loggedIn(MEMORY, 1)) {
            final List<SessionInfo> sessions = server.sessions().get();
            assertEquals(1, sessions.size());
            assertEquals("iqn.a", sessions.get(0).identity().initiatorName());
            assertEquals("memory", sessions.get(0).disk());
            assertEquals(1, server.drop(session -> session.disk().equals("memory")).get());
            assertTrue(initiator.ended());
            assertEquals(DisconnectReason.DROPPED, ends.take());
        }
    }

    @Test
    void shouldForgetASessionWhoseConnectionBreaksBeforeItsLoginIsAnswered() throws Exception {
        final RawInitiator lost = new RawInitiator(portal);
        lost.beginLogin("iqn.a", MEMORY, 1);
        whenAdmitted = lost::reset;
        lost.endLogin(1);
        assertEquals(DisconnectReason.NETWORK_ERROR, ends.poll(5, TimeUnit.SECONDS));
        assertEquals(List.of(), server.sessions().get());
        assertEquals(0, CountersView.open(counters()).disks().get(0).get(DiskCounter.SESSIONS));
        try (RawInitiator next = loggedIn(MEMORY, 1)) {
            assertServes(next);
        }
    }

    @Test
    void shouldReplaceASessionThatHasBeenAdmittedButHasNotBegun() throws Exception {
        try (RawInitiator first = new RawInitiator(portal); RawInitiator second = new RawInitiator(portal)) {
            first.beginLogin("iqn.a", MEMORY, 1);
            second.beginLogin("iqn.a", MEMORY, 1);
            whenAdmitted = () -> second.endLogin(1);
            first.endLogin(1);
            assertEquals(0, first.receive().loginStatus());
            assertEquals(DisconnectReason.REINSTATED, ends.poll(5, TimeUnit.SECONDS));
            assertEquals(0, second.receive().loginStatus());
            assertTrue(first.ended());
        }
    }

    @Test
    void shouldRefuseALoginThatWaitsWhenANewerOneOfItsPortComes() throws Exception {
        try (RawInitiator first = new RawInitiator(portal); RawInitiator second = new RawInitiator(portal);
            RawInitiator third = new RawInitiator(portal)) {
            for (final RawInitiator each : List.of(first, second, third)) {
                each.beginLogin("iqn.a", MEMORY, 1);
            }
            whenAdmitted = () -> {
                second.endLogin(1);
                third.endLogin(1);
            };
            first.endLogin(1);
            assertEquals(0, first.receive().loginStatus());
            final List<Integer> answers = List.of(second.receive().loginStatus(), third.receive().loginStatus());
            assertTrue(answers.contains(0) && answers.contains(LoginStatus.SERVICE_UNAVAILABLE), answers::toString);
        }
    }

    @Test
    void shouldCountWhatItsAgentsDo() throws Exception {
        try (RawInitiator initiator = loggedIn(MEMORY, 1); RawInitiator other = loggedIn(MEMORY, 2)) {
            assertServes(initiator);
            assertServes(other);
            assertEquals(2, counters.system(SystemCounter.CONNECTIONS).get());
            assertTrue(counters.system(SystemCounter.LONGEST_CYCLE_NS).get() > 0);
        }
        ends.take();
        ends.take();
        assertEquals(0, counters.system(SystemCounter.CONNECTIONS).get());
    }

    @Test
    void shouldCountWhoWaitsForABuffer() throws Exception {
        server.close();
        launch(QUARTER);
        try (RawInitiator initiator = loggedIn(HANGING, 1)) {
            initiator.command(WRITE_FLAGS, QUARTER, WRITE_FIRST_QUARTER);
            initiator.receive();
            assertEquals(0, counters.system(SystemCounter.POOL_WAITS).get());
            initiator.command(WRITE_FLAGS, QUARTER, WRITE_SECOND_QUARTER);
            assertServes(initiator);
            assertEquals(1, counters.system(SystemCounter.POOL_WAITS).get());
        }
    }

    private final class Ends implements TargetEvents {
        @Override
        public void onLogin(final SessionIdentity identity, final String peer) {
            final Executable then = whenAdmitted;
            whenAdmitted = NOTHING;
            assertDoesNotThrow(then);
        }

        @Override
        public void onEnd(final SessionIdentity identity, final String peer, final DisconnectReason reason) {
            ends.add(reason);
        }
    }

    private static final class TwoTargets implements TargetDirectory {
        @Override
        public TargetAnswer find(final String targetName, final String initiatorName, final Portal portal) {
            return List.of(MEMORY, HANGING).contains(targetName)
                ? TargetAnswer.found(null, 1) : TargetAnswer.NOT_FOUND;
        }

        @Override
        public void list(final String initiatorName, final Portal portal, final TargetVisitor visitor) {
            visitor.onTarget(MEMORY, List.of(portal));
            visitor.onTarget(HANGING, List.of(portal));
        }
    }
}
