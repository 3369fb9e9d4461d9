package orbis.boot.tftp;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

import orbis.boot.Crowd;
import orbis.boot.files.FileBytes;
import orbis.boot.files.FileNames;
import orbis.boot.timeline.BootStage;
import orbis.protocol.tftp.OptionAckEncoder;
import orbis.protocol.tftp.TftpError;
import orbis.protocol.tftp.TftpFlyweight;
import orbis.protocol.tftp.TftpOpcode;
import orbis.protocol.tftp.TftpRequest;

/**
 * The TFTP server: reads only, thousands of transfers from one thread. Requests come in at the well-known port; all
 * files of an interface go out from one other port, as a transfer is told by its client's address and port.
 */
public final class TftpServer implements Agent {
    /** Blocks sent in one duty cycle before other services have their turn. */
    private static final int MAX_BLOCKS_PER_CYCLE = 256;
    /** A request that comes again while its client goes on, or did so lately, was doubled or late on the way. */
    private static final long REPEAT_NS = TimeUnit.SECONDS.toNanos(2);
    private static final int MAX_ANSWER_BATCHES = 8;
    /** Transfers whose packets are answered one by one: there are too few at a time to gain by gathering them. */
    private static final int MAX_FEW = 11;

    private final TftpLimits limits;
    private final IntPredicate served;
    private final FileLoader loader;
    private final NanoClock clock;
    private final TftpCounters counters;
    private final Listener[] listeners;
    private final SourceLimits sources;
    private final TransferTable transfers;
    private final TimerWheel wheel;
    private final ArrayDeque<Transfer> sending = new ArrayDeque<>();
    private final ArrayDeque<FileBytes> released = new ArrayDeque<>();
    private final TftpFlyweight packet = new TftpFlyweight();
    private final OptionAckEncoder encoder = new OptionAckEncoder();
    private TftpRequest scratch = new TftpRequest();
    private long nowNs;
    private final Crowd crowd = new Crowd();
    private int received;

    /**
     * Starts to serve.
     *
     * @param endpoints owned by the server from now on.
     * @param limits    of what is granted.
     * @param served    whether an address belongs to a network whose machines are served.
     * @param loader    of the files.
     * @param clock     for time-outs.
     * @param counters  to be kept.
     */
    public TftpServer(
        final List<TftpEndpoint> endpoints, final TftpLimits limits, final IntPredicate served,
        final FileLoader loader, final NanoClock clock, final TftpCounters counters) {
        this.limits = limits;
        this.served = served;
        this.loader = loader;
        this.clock = clock;
        this.counters = counters;
        nowNs = clock.nanoTime();
        listeners = endpoints.stream().map(Listener::new).toArray(Listener[]::new);
        final int seed = System.identityHashCode(this) ^ (int) nowNs;
        sources = new SourceLimits(limits.maxTransfersPerSource(), limits.requestsPerSecond(), seed, nowNs);
        transfers = new TransferTable(limits.maxTransfers());
        wheel = new TimerWheel(nowNs);
    }

    /** Gives 0 when there is nothing more to do until something comes: the thread may wait at once. */
    @Override
    public int doWork() {
        nowNs = clock.nanoTime();
        int more = 0;
        received = 0;
        for (final Listener listener : listeners) {
            more += listener.receive();
        }
        crowd.add(received);
        takeLoaded();
        expire();
        send();
        return more + sending.size() + (flush() ? 0 : 1);
    }

    /** Blocks that were committed are gathered from the files' bytes until the kernel has taken them. */
    private boolean flush() {
        boolean flushed = true;
        for (final Listener listener : listeners) {
            flushed &= listener.endpoint.data().flush();
        }
        while (flushed && !released.isEmpty()) {
            released.poll().release();
        }
        return flushed;
    }

    /** Whether packets of many clients come at a time. */
    public boolean isCrowded() {
        return transfers.size() > MAX_FEW && crowd.isThere();
    }

    /** Transfers under way. */
    public int active() {
        return transfers.size();
    }

    @Override
    public String roleName() {
        return "tftp";
    }

    @Override
    public void onClose() {
        transfers.forEach(transfer -> {
            if (transfer.bytes != null && transfer.state != Transfer.State.LOADING) {
                transfer.bytes.release();
            }
        });
        released.forEach(FileBytes::release);
        for (final Listener listener : listeners) {
            CloseHelper.closeAll(listener.endpoint.listening(), listener.endpoint.data());
        }
    }

    private void onRequest(final TftpEndpoint endpoint, final int address, final int port) {
        if (!served.test(address) || !sources.admit(address, nowNs)) {
            counters.increment(TftpCounter.LIMITED);
            return;
        }
        counters.increment(TftpCounter.REQUESTS);
        final Transfer known = transfers.find(endpoint, address, port);
        if (known != null) {
            if (isRepeated(known)) {
                offerAgain(known);
                return;
            }
            end(known);
        }
        final Transfer transfer = begin(endpoint, address, port);
        if (transfer == null) {
            counters.increment(TftpCounter.LIMITED);
            return;
        }
        final TftpRequest request = scratch;
        scratch = transfer.request;
        transfer.request = request;
        if (!loader.load(transfer)) {
            counters.increment(TftpCounter.LIMITED);
            transfer.state = Transfer.State.OFFERED;
            end(transfer);
        }
    }

    /** A client asks for the same again because our answer is late or was lost. */
    private boolean isRepeated(final Transfer known) {
        return known.request.isRepeatedBy(scratch)
            && (known.state != Transfer.State.SENDING || nowNs - known.heardNs < REPEAT_NS);
    }

    private void offerAgain(final Transfer known) {
        if (known.state == Transfer.State.OFFERED && known.mayOfferAgain()) {
            offer(known);
        }
    }

    private Transfer begin(final TftpEndpoint endpoint, final int address, final int port) {
        if (!sources.begin(address)) {
            return null;
        }
        Transfer transfer = transfers.begin(endpoint, address, port, nowNs);
        if (transfer == null) {
            final Transfer unanswered = transfers.unanswered();
            if (unanswered != null) {
                end(unanswered);
                transfer = transfers.begin(endpoint, address, port, nowNs);
            }
        }
        if (transfer == null) {
            sources.end(address);
        } else {
            counters.add(TftpCounter.ACTIVE, 1);
        }
        return transfer;
    }

    private void takeLoaded() {
        for (Transfer transfer = loader.poll(); transfer != null; transfer = loader.poll()) {
            if (transfer.errorText != null) {
                counters.increment(
                    transfer.errorCode == TftpError.NOT_FOUND ? TftpCounter.NOT_FOUND : TftpCounter.FAILED);
                if (!transfer.cancelled) {
                    sendError(transfer.endpoint, transfer.address, transfer.port,
                        transfer.errorCode, transfer.errorText);
                }
                transfer.state = Transfer.State.OFFERED;
                end(transfer);
            } else if (transfer.cancelled) {
                transfer.state = Transfer.State.OFFERED;
                end(transfer);
            } else {
                transfer.negotiate(limits);
                offer(transfer);
            }
        }
    }

    private void offer(final Transfer transfer) {
        if (!transfer.offer(transfer.endpoint.data(), encoder, nowNs)) {
            transfer.deadlineNs = nowNs + (1L << TimerWheel.TICK_SHIFT);
        }
        wheel.schedule(transfer);
    }

    private void onPacket(final TftpEndpoint endpoint, final int address, final int port) {
        final Transfer transfer = transfers.find(endpoint, address, port);
        if (transfer == null || transfer.state == Transfer.State.LOADING && packet.opcode() != TftpOpcode.ERROR) {
            return;
        }
        if (packet.opcode() == TftpOpcode.ACK) {
            if (transfer.state != Transfer.State.LOADING && transfer.onAck(packet.block(), nowNs)) {
                proceed(transfer);
            }
        } else if (packet.opcode() == TftpOpcode.ERROR) {
            onClientError(transfer);
        }
    }

    private void proceed(final Transfer transfer) {
        if (transfer.isComplete()) {
            finish(transfer);
        } else if (!transfer.queued) {
            transfer.queued = true;
            sending.add(transfer);
        }
    }

    private void finish(final Transfer transfer) {
        counters.increment(TftpCounter.FILES_SENT);
        counters.add(TftpCounter.BYTES_SENT, transfer.length());
        loader.report(transfer, BootStage.FILE_SENT,
            FileNames.printable(transfer.request.name()) + " (" + transfer.length() + " bytes)");
        end(transfer);
    }

    private void onClientError(final Transfer transfer) {
        final boolean plain = TftpError.isPlainEnd(packet.errorCode());
        counters.increment(plain ? TftpCounter.ABORTED : TftpCounter.FAILED);
        if (!plain) {
            loader.report(transfer, BootStage.FILE_FAILED,
                FileNames.printable(transfer.request.name()) + ": " + packet.errorText());
        }
        end(transfer);
    }

    private void expire() {
        for (Transfer transfer = wheel.poll(nowNs); transfer != null; transfer = wheel.poll(nowNs)) {
            if (!transfer.onTimeout()) {
                giveUp(transfer);
            } else if (transfer.state == Transfer.State.OFFERED) {
                offer(transfer);
            } else {
                counters.increment(TftpCounter.RETRANSMISSIONS);
                proceed(transfer);
            }
        }
    }

    private void giveUp(final Transfer transfer) {
        if (transfer.awaitsLastAck()) {
            finish(transfer);
            return;
        }
        fail(transfer, "no answer after " + transfer.ackedBytes() + " of " + transfer.length() + " bytes");
    }

    private void fail(final Transfer transfer, final String reason) {
        counters.increment(TftpCounter.FAILED);
        loader.report(
            transfer, BootStage.FILE_FAILED, FileNames.printable(transfer.request.name()) + ": " + reason);
        end(transfer);
    }

    /** Each transfer in turn sends its window. */
    private void send() {
        int blocks = 0;
        for (int turns = sending.size(); turns > 0 && blocks < MAX_BLOCKS_PER_CYCLE; turns--) {
            final Transfer transfer = sending.poll();
            transfer.queued = false;
            if (transfer.state != Transfer.State.SENDING) {
                continue;
            }
            if (transfer.isAboutToEnd() && !transfer.bytes.isIntact()) {
                final String reason = "file changed while it was sent";
                sendError(transfer.endpoint, transfer.address, transfer.port, TftpError.NOT_DEFINED, reason);
                fail(transfer, reason);
                continue;
            }
            blocks += transfer.send(transfer.endpoint.data(), nowNs);
            wheel.schedule(transfer);
            if (transfer.hasBlocks()) {
                transfer.queued = true;
                sending.add(transfer);
            }
        }
    }

    private void sendError(
        final TftpEndpoint endpoint, final int address, final int port, final int code, final String text) {
        final MutableDirectBuffer header = endpoint.data().claim();
        if (header != null) {
            endpoint.data().commit(address, port, TftpFlyweight.putError(header, 0, code, text), 0, 0);
        }
    }

    /** Ends a transfer; one in the loader's hands is ended when it comes back. */
    private void end(final Transfer transfer) {
        if (!transfer.cancelled) {
            transfers.remove(transfer);
            wheel.cancel(transfer);
            sources.end(transfer.address);
            counters.add(TftpCounter.ACTIVE, -1);
        }
        if (transfer.state == Transfer.State.LOADING) {
            transfer.cancelled = true;
            return;
        }
        if (transfer.bytes != null) {
            released.add(transfer.bytes);
        }
        transfers.recycle(transfer);
    }

    /** What comes in at one interface. */
    private final class Listener {
        private final TftpEndpoint endpoint;
        private final DatagramPort.Receiver requests = this::onRequestDatagram;
        private final DatagramPort.Receiver answers = this::onDatagram;

        private Listener(final TftpEndpoint endpoint) {
            this.endpoint = endpoint;
        }

        /** Gives how many sockets may have more. */
        private int receive() {
            int more = 0;
            if (endpoint.data() != endpoint.listening()) {
                // Answers first: a request that comes again must not be taken before the answer that makes it void.
                for (int i = 0; i < MAX_ANSWER_BATCHES && (i == 0 || more > 0); i++) {
                    received += endpoint.data().receive(answers);
                    more = endpoint.data().hasMore() ? 1 : 0;
                }
            }
            received += endpoint.listening().receive(requests);
            return endpoint.listening().hasMore() ? more + 1 : more;
        }

        private void onRequestDatagram(
            final int address, final int port, final DirectBuffer buffer, final int offset, final int length) {
            packet.wrap(buffer, offset, length);
            final int opcode = packet.opcode();
            if (opcode == TftpOpcode.RRQ || opcode == TftpOpcode.WRQ) {
                final String fault = scratch.parse(buffer, offset, length);
                if (fault == null && opcode == TftpOpcode.RRQ && isKnownMode()) {
                    onRequest(endpoint, address, port);
                } else {
                    refuse(address, port, opcode, fault);
                }
            } else if (endpoint.data() == endpoint.listening()) {
                onDatagram(address, port, buffer, offset, length);
            } else {
                counters.increment(TftpCounter.REFUSED);
            }
        }

        private boolean isKnownMode() {
            return "octet".equals(scratch.mode()) || "netascii".equals(scratch.mode());
        }

        private void refuse(final int address, final int port, final int opcode, final String fault) {
            counters.increment(TftpCounter.REFUSED);
            if (!served.test(address) || !sources.admit(address, nowNs)) {
                return;
            }
            if (opcode == TftpOpcode.WRQ) {
                sendError(endpoint, address, port, TftpError.ACCESS_VIOLATION, "files are only read here");
            } else {
                sendError(endpoint, address, port, TftpError.ILLEGAL_OPERATION,
                    fault == null ? "modes are octet and netascii" : fault);
            }
        }

        private void onDatagram(
            final int address, final int port, final DirectBuffer buffer, final int offset, final int length) {
            packet.wrap(buffer, offset, length);
            if (packet.hasHeader()) {
                onPacket(endpoint, address, port);
            }
        }
    }
}
