package orbis.boot.dhcp;

import static orbis.protocol.dhcp.DhcpOptionCode.REQUESTED_ADDRESS;
import static orbis.protocol.dhcp.DhcpOptionCode.SERVER_IDENTIFIER;

import orbis.boot.ClientDirectory;
import orbis.boot.ClientRecord;
import orbis.boot.DhcpQuirk;
import orbis.boot.Ipv4;
import orbis.boot.Subnet;
import orbis.boot.recipe.BootAnswer;
import orbis.boot.timeline.BootStage;
import orbis.protocol.dhcp.MessageType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leases addresses (RFC 2131 section 4.3). */
final class LeaseServer {
    private static final Logger LOGGER = LoggerFactory.getLogger(LeaseServer.class);

    private final DhcpContext context;
    private final DhcpSettings settings;
    private final ClientDirectory clients;
    private final DhcpCounters counters;
    private final LeasePools pools;
    private final LeaseLog log;
    private final ForeignServers foreign;
    private final PendingReplies pending = new PendingReplies();
    private final ReplyComposer reply = new ReplyComposer();
    private final ReplyAddress replyAddress = new ReplyAddress();
    private DhcpRequest request;
    private Subnet subnet;
    private LeasePool pool;
    private long nowMs;

    LeaseServer(final DhcpContext context, final LeasePools pools, final ForeignServers foreign) {
        this.context = context;
        this.pools = pools;
        this.foreign = foreign;
        settings = context.settings();
        clients = context.clients();
        counters = context.counters();
        log = context.leaseLog();
    }

    /** Sends answers whose leases have become durable; gives how many. */
    int sendDurable() {
        return pending.send(log.durable());
    }

    /** Handles a packet from one of our networks, whose sender may get an address. */
    void onRequest(final DhcpRequest incoming, final Subnet from, final long timeMs) {
        request = incoming;
        subnet = from;
        pool = pools.of(from);
        nowMs = timeMs;
        switch (incoming.type()) {
            case MessageType.DISCOVER -> onDiscover();
            case MessageType.REQUEST -> onAddressRequest();
            case MessageType.DECLINE -> onDecline();
            case MessageType.RELEASE -> onRelease();
            case MessageType.INFORM -> onInform();
            default -> counters.increment(DhcpCounter.MALFORMED);
        }
    }

    /** The client's fixed address on this network, or 0. */
    private int fixedAddress() {
        final ClientRecord client = request.client();
        return client != null && subnet.contains(client.address()) ? client.address() : Ipv4.NONE;
    }

    private void onDiscover() {
        context.stage(request, BootStage.DISCOVER, null, nowMs);
        int address = fixedAddress();
        if (address == Ipv4.NONE) {
            final int wanted = request.options().address(REQUESTED_ADDRESS);
            final int index = pool.choose(request.key(), wanted, request.client() != null, nowMs);
            if (index == LeasePool.NONE) {
                counters.increment(DhcpCounter.EXHAUSTED);
                return;
            }
            pool.offer(index, request.key(), nowMs + settings.offerHoldMs());
            address = pool.addressOf(index);
        }
        compose(MessageType.OFFER, address);
        counters.increment(DhcpCounter.OFFERED);
        send(reply.end(), false);
        context.stage(request, BootStage.OFFER, address, nowMs);
    }

    private void onAddressRequest() {
        final int requested = request.options().address(REQUESTED_ADDRESS);
        final int current = request.header().clientAddress();
        if (request.options().has(SERVER_IDENTIFIER)) {
            final int server = request.options().address(SERVER_IDENTIFIER);
            if (server != subnet.serverAddress()) {
                onOtherServerChosen(server);
                return;
            }
            decide(requested != Ipv4.NONE ? requested : current, true);
        } else if (current != Ipv4.NONE || requested != Ipv4.NONE) {
            decide(current != Ipv4.NONE ? current : requested, false);
        } else {
            counters.increment(DhcpCounter.MALFORMED);
        }
    }

    private void onOtherServerChosen(final int server) {
        foreign.seen(server, request.port().link().name());
        final int index = pool.find(request.key());
        if (index != LeasePool.NONE && pool.state(index) == LeaseState.OFFERED) {
            pool.release(index);
        }
    }

    /** Grants or refuses an address in all four states of RFC 2131 section 4.3.2. */
    private void decide(final int address, final boolean selecting) {
        context.stage(request, BootStage.REQUEST, address, nowMs);
        final int fixed = fixedAddress();
        final int index = pool.indexOf(address);
        if (fixed != Ipv4.NONE) {
            if (fixed == address) {
                acknowledge(address, LeaseLog.REFUSED);
            } else {
                refuse(address);
            }
        } else if (index != LeasePool.NONE && pool.isFor(index, request.key())) {
            grant(index, address);
        } else if (selecting || index != LeasePool.NONE || settings.authoritative() || request.client() != null) {
            refuse(address);
        }
    }

    private void grant(final int index, final int address) {
        if (pending.isFull()) {
            counters.increment(DhcpCounter.OVERLOADED);
            return;
        }
        final long expiryMs = nowMs + subnet.leaseTimeS() * 1000L;
        final long position = log.append(address, request.key(), LeaseState.LEASED, expiryMs);
        if (position == LeaseLog.REFUSED) {
            counters.increment(DhcpCounter.LOG_REFUSED);
            return;
        }
        pool.lease(index, request.key(), expiryMs);
        acknowledge(address, position);
    }

    /** Sends an ACK once the lease is durable; a fixed address stands in the configuration and waits for nothing. */
    private void acknowledge(final int address, final long position) {
        compose(MessageType.ACK, address);
        reply.confirm();
        final int length = reply.end();
        replyAddress.of(request, reply.header(), false);
        if (position == LeaseLog.REFUSED) {
            replyAddress.send(request.port(), reply.buffer(), length);
        } else {
            pending.add(position, request.port(), reply.buffer(), length, replyAddress);
        }
        counters.increment(DhcpCounter.ACKED);
        if (request.client() != null) {
            clients.bind(address, request.client());
            context.stage(request, BootStage.ACK, address, nowMs);
        }
    }

    private void refuse(final int address) {
        reply.begin(request, MessageType.NAK, subnet.serverAddress())
            .message("this address is not yours on network " + subnet.name()).broadcast();
        counters.increment(DhcpCounter.REFUSED);
        send(reply.end(), true);
        context.stage(request, BootStage.NAK, address, nowMs);
    }

    private void onDecline() {
        final int address = request.options().address(REQUESTED_ADDRESS);
        final int index = pool.indexOf(address);
        final boolean isOwn = index != LeasePool.NONE && pool.key(index) == request.key();
        if (!isOwn && fixedAddress() != address) {
            return;
        }
        counters.increment(DhcpCounter.DECLINED);
        LOGGER.warn("{} is in use by a machine that has no lease; {} found it there", Ipv4.format(address),
            LeasePools.keyText(request.key()));
        if (isOwn) {
            final long untilMs = nowMs + settings.quarantineMs();
            pool.decline(index, untilMs);
            log.append(address, request.key(), LeaseState.DECLINED, untilMs);
        }
    }

    private void onRelease() {
        final int address = request.header().clientAddress();
        final int index = pool.indexOf(address);
        if (index != LeasePool.NONE && pool.key(index) == request.key()
            && pool.state(index) == LeaseState.LEASED) {
            pool.release(index);
            log.append(address, request.key(), LeaseState.FREE, nowMs);
            clients.unbind(address);
            counters.increment(DhcpCounter.RELEASED);
        }
    }

    private void onInform() {
        final int address = request.header().clientAddress() != Ipv4.NONE
            ? request.header().clientAddress() : request.sourceAddress();
        if (!subnet.contains(address)) {
            counters.increment(DhcpCounter.WRONG_NETWORK);
            return;
        }
        final BootAnswer answer = context.answer(request, subnet.serverAddress());
        reply.begin(request, MessageType.ACK, subnet.serverAddress()).confirm()
            .boot(answer, quirk(), subnet.serverAddress()).network(subnet, answer);
        counters.increment(DhcpCounter.INFORMED);
        send(reply.end(), false);
    }

    private void compose(final int messageType, final int address) {
        final BootAnswer answer = context.answer(request, subnet.serverAddress());
        reply.begin(request, messageType, subnet.serverAddress()).lease(address, subnet.leaseTimeS())
            .boot(answer, quirk(), subnet.serverAddress()).network(subnet, answer);
    }

    private DhcpQuirk quirk() {
        return request.client() == null ? DhcpQuirk.NONE : request.client().quirk();
    }

    private void send(final int length, final boolean isRefusal) {
        replyAddress.of(request, reply.header(), isRefusal).send(request.port(), reply.buffer(), length);
    }
}
