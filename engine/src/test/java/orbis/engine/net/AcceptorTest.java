package orbis.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class AcceptorTest {
    private static final List<InetSocketAddress> LOOPBACK =
        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    private final BlockingQueue<SocketChannel> taken = new LinkedBlockingQueue<>();
    private final Acceptor acceptor;
    private final InetSocketAddress portal;

    AcceptorTest() throws IOException {
        acceptor = new Acceptor(LOOPBACK, SocketOptions.NONE, taken::add, fault -> {
            throw new AssertionError(fault);
        });
        portal = acceptor.addresses().get(0);
    }

    @Test
    void shouldTakeWhoConnects() throws Exception {
        acceptor.start();
        try (SocketChannel initiator = SocketChannel.open(portal); SocketChannel channel = taken.take()) {
            assertEquals(initiator.getLocalAddress(), channel.getRemoteAddress());
            assertFalse(channel.isBlocking());
        }
        acceptor.close();
    }

    @Test
    void shouldGoOnAfterAConnectionThatCannotBeTaken() throws Exception {
        final BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();
        final AtomicBoolean first = new AtomicBoolean(true);
        try (Acceptor own = new Acceptor(LOOPBACK, SocketOptions.NONE, channel -> {
            if (first.getAndSet(false)) {
                throw new IllegalArgumentException("a fault of the test's own");
            }
            taken.add(channel);
        }, faults::add)) {
            own.start();
            try (SocketChannel lost = SocketChannel.open(own.addresses().get(0))) {
                assertEquals("a fault of the test's own", faults.take().getMessage());
                assertEquals(-1, lost.read(ByteBuffer.allocate(1)));
            }
            try (SocketChannel initiator = SocketChannel.open(own.addresses().get(0)); SocketChannel channel =
                    taken.take()) {
                assertEquals(initiator.getLocalAddress(), channel.getRemoteAddress());
            }
        }
    }

    @Test
    void shouldTryAgainOnlyNowAndThenWhileThereIsNoDescriptorLeft() throws Exception {
        final BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();
        // Begun before there are no descriptors left: none could be begun then.
        final Process limiter = new ProcessBuilder("sh", "-c",
            "limit=$(prlimit --pid $0 --nofile --output SOFT --noheadings) && read go && prlimit --pid $0 --nofile=3: "
            + "&& echo && read go && prlimit --pid $0 --nofile=$limit: && echo",
            Long.toString(ProcessHandle.current().pid())).start();
        try (Acceptor own = new Acceptor(LOOPBACK, SocketOptions.NONE, taken::add, faults::add);
                SocketChannel initiator = SocketChannel.open(own.addresses().get(0))) {
            goOn(limiter);
            try {
                own.start();
                assertTrue(faults.take().getMessage().contains("Too many open files"));
            } finally {
                goOn(limiter);
            }
            try (SocketChannel channel = taken.take()) {
                assertEquals(initiator.getLocalAddress(), channel.getRemoteAddress());
            }
            assertTrue(faults.size() < 10, faults.size() + " more attempts failed");
        }
    }

    /** Lets the process do its next step, and waits until it is done. */
    private static void goOn(final Process limiter) throws IOException {
        limiter.getOutputStream().write('\n');
        limiter.getOutputStream().flush();
        assertEquals('\n', limiter.getInputStream().read());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLeaveItsPortalsWhenItIsClosed(final boolean started) throws IOException {
        if (started) {
            acceptor.start();
        }
        acceptor.close();
        try (ServerSocket other = new ServerSocket()) {
            other.bind(portal);
        }
    }
}
