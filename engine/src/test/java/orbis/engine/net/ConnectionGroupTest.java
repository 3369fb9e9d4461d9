package orbis.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

import orbis.engine.io.IoEngine;
import orbis.engine.io.IoEngines;
import orbis.engine.io.IoOptions;
import orbis.engine.session.DisconnectReason;
import orbis.engine.session.OutPdu;
import orbis.engine.session.OutPduPool;
import orbis.engine.session.PduHandler;
import orbis.engine.status.CountersFile;
import orbis.engine.status.SystemCounter;
import orbis.protocol.iscsi.BasicHeaderFlyweight;
import org.agrona.CloseHelper;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two connections, the handler of the first of which fails. */
@Timeout(10)
class ConnectionGroupTest {
    private static final RuntimeException FAULT = new IllegalStateException("a test's own");

    private final OutPduPool pdus = new OutPduPool(2);
    private final Handler failing = new Handler(true);
    private final Handler neighbour = new Handler(false);
    private ServerSocketChannel portal;
    private SocketChannel firstPeer;
    private SocketChannel secondPeer;
    private IoEngine engine;
    private ConnectionGroup group;
    private Connection first;
    private Connection second;

    @BeforeEach
    void open() throws IOException {
        engine = IoEngines.open("nio", new IoOptions());
        group = new ConnectionGroup(
            engine, 3, false, CountersFile.inMemory(1, 1).system(SystemCounter.CONNECTIONS));
        portal = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        firstPeer = SocketChannel.open(portal.getLocalAddress());
        first = accept(failing);
        secondPeer = SocketChannel.open(portal.getLocalAddress());
        second = accept(neighbour);
    }

    private Connection accept(final PduHandler handler) throws IOException {
        final SocketChannel channel = portal.accept();
        channel.configureBlocking(false);
        return group.open(channel, "peer", connection -> handler);
    }

    @AfterEach
    void close() {
        CloseHelper.closeAll(firstPeer, secondPeer, portal, engine, group, pdus);
    }

    @Test
    void shouldServeTheNeighbourOfAConnectionThatFailsToSend() throws IOException {
        first.send(pdus.acquire());
        second.send(pdus.acquire());
        assertThrows(IllegalStateException.class, group::flush);
        while (neighbour.sent == 0 || failing.closed == null) {
            engine.poll();
            group.flush();
        }
        assertEquals(DisconnectReason.NETWORK_ERROR, failing.closed);
    }

    @Test
    void shouldServeTheNeighbourOfAConnectionThatFailsToTryAgain() throws IOException {
        firstPeer.write(ByteBuffer.allocate(BasicHeaderFlyweight.LENGTH));
        while (failing.asked == 0) {
            engine.poll();
        }
        secondPeer.write(ByteBuffer.allocate(BasicHeaderFlyweight.LENGTH));
        while (neighbour.asked == 0) {
            engine.poll();
        }
        assertThrows(IllegalStateException.class, group::retryStalled);
        assertEquals(2, neighbour.asked);
        while (failing.closed == null) {
            engine.poll();
            group.retryStalled();
        }
        assertEquals(DisconnectReason.NETWORK_ERROR, failing.closed);
    }

    @Test
    void shouldTakeNothingForAChannelThatTheEngineCannotHave() throws IOException {
        engine.close();
        try (SocketChannel peer = SocketChannel.open(portal.getLocalAddress()); SocketChannel channel =
                portal.accept()) {
            assertThrows(ClosedSelectorException.class, () -> group.open(channel, peer.toString(), connection -> {
                throw new AssertionError("a handler was made");
            }));
        }
        assertFalse(group.full());
        assertEquals(2, group.size());
    }

    /** Lets each header stall; one that fails does so when it is to send, or asked again. */
    private static final class Handler implements PduHandler {
        private final boolean fails;
        private int asked;
        private int sent;
        private DisconnectReason closed;

        private Handler(final boolean fails) {
            this.fails = fails;
        }

        @Override
        public long onHeader(final long header, final int ahsLength, final int dataLength) {
            if (++asked > 1 && fails) {
                throw FAULT;
            }
            return STALL;
        }

        @Override
        public void onPdu(final boolean intact) {
        }

        @Override
        public boolean onPduDue(final OutPdu pdu, final long cell, final int length) {
            if (fails) {
                throw FAULT;
            }
            UnsafeApi.copyMemory(pdu.header(), cell, BasicHeaderFlyweight.LENGTH);
            return true;
        }

        @Override
        public void onPduSent(final OutPdu pdu) {
            sent++;
        }

        @Override
        public void onClosed(final DisconnectReason reason) {
            closed = reason;
        }
    }
}
