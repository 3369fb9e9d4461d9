package orbis.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import orbis.engine.io.IoOptions;
import orbis.engine.io.NioEngine;
import orbis.engine.session.Credentials;
import orbis.engine.session.DisconnectReason;
import orbis.engine.session.Portal;
import orbis.engine.session.SessionIdentity;
import orbis.engine.session.TargetAnswer;
import orbis.engine.session.TargetDirectory;
import orbis.engine.status.CountersFile;
import orbis.protocol.iscsi.LoginStatus;
import orbis.protocol.iscsi.SessionParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A conductor whose duty cycles are the test's. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConductorAgentTest {
    private final List<DisconnectReason> ends = new ArrayList<>();
    private final ConductorAgent conductor = new ConductorAgent(
        new TargetOptions(List.of(), 1, 1, "nio", new IoOptions(), 1 << 20, 16,
            new TargetOptions.SessionLimits(64, 4, 16, TimeUnit.SECONDS.toNanos(30), 0, 0),
            SessionParameters.limits(), TargetOptions.Idle.PARK, List.of(), SocketOptions.NONE),
        new NioEngine(new IoOptions()), new NoTarget(), Credentials.NONE, new Ends(),
        CountersFile.inMemory(1, 4));
    private RawInitiator initiator;
    private SocketChannel accepted;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel portal = ServerSocketChannel.open()) {
            portal.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            initiator = new RawInitiator((InetSocketAddress) portal.getLocalAddress());
            accepted = portal.accept();
            accepted.configureBlocking(false);
        }
    }

    @AfterEach
    void close() throws IOException {
        conductor.onClose();
        initiator.close();
        accepted.close();
    }

    @Test
    void shouldCloseAConnectionThatCameJustBeforeTheEnd() throws IOException {
        conductor.mailbox().offer(() -> conductor.accept(accepted));
        conductor.onClose();
        assertTrue(initiator.ended());
    }

    @Test
    void shouldEndADiscoverySessionWhileItsMailboxIsFull() throws IOException {
        assertEquals(0, loginStatus());
        initiator.close();
        while (ends.isEmpty()) {
            while (conductor.mailbox().offer(() -> { })) {
                continue;
            }
            conductor.doWork();
        }
        assertEquals(List.of(DisconnectReason.CLOSED_BY_PEER), ends);
    }

    @Test
    void shouldCloseAConnectionThatItsEngineCannotHave() throws IOException {
        conductor.engine().close();
        assertThrows(ClosedSelectorException.class, () -> conductor.accept(accepted));
        assertFalse(accepted.isOpen());
    }

    @Test
    void shouldAnswerOnlyTheRequestThatItRefuses() throws IOException {
        final byte[] fullFeaturePhase = ByteBuffer.allocate(48).put(0, (byte) 0x43).put(1, (byte) 0x8f).array();
        for (int i = 0; i < 3; i++) {
            initiator.sendData(fullFeaturePhase);
        }
        conductor.mailbox().offer(() -> conductor.accept(accepted));
        final CompletableFuture<Boolean> answeredOnce = CompletableFuture.supplyAsync(() -> {
            try {
                assertEquals(LoginStatus.INITIATOR_ERROR, initiator.receive().loginStatus());
                return initiator.ended();
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        until(answeredOnce::isDone);
        assertTrue(answeredOnce.join());
    }

    @Test
    void shouldRefuseLoginsOnceItIsAboutToEnd() {
        conductor.admissions().close(() -> { });
        assertEquals(LoginStatus.SERVICE_UNAVAILABLE, loginStatus());
    }

    private int loginStatus() {
        conductor.mailbox().offer(() -> conductor.accept(accepted));
        final CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> {
            try {
                return initiator.discover("iqn.a", 1).loginStatus();
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        until(status::isDone);
        return status.join();
    }

    private void until(final BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            conductor.doWork();
        }
    }

    private final class Ends implements TargetEvents {
        @Override
        public void onEnd(final SessionIdentity identity, final String peer, final DisconnectReason reason) {
            ends.add(reason);
        }
    }

    private static final class NoTarget implements TargetDirectory {
        @Override
        public TargetAnswer find(final String targetName, final String initiatorName, final Portal portal) {
            return TargetAnswer.NOT_FOUND;
        }

        @Override
        public void list(final String initiatorName, final Portal portal, final TargetVisitor visitor) {
            // there is none
        }
    }
}
