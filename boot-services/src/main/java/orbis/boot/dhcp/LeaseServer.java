package orbis.boot.dhcp;

import static orbis.protocol.dhcp.DhcpOptionCode.REQUESTED_ADDRESS;
import static orbis.protocol.dhcp.DhcpOptionCode.SERVER_IDENTIFIER;

import orbis.boot.ClientDirectory;
import orbis.boot.ClientRecord;
import orbis.boot.DhcpQuirk;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.boot.Subnet;
import orbis.boot.recipe.BootAnswer;
import orbis.boot.timeline.BootStage;
import orbis.protocol.dhcp.MessageType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leases addresses (RFC 2131 section 4.3). */
final class LeaseServer {
    private static final Logger LOGGER = LoggerFactory.getLogger(LeaseServer.class);

    /** How many ACKs can wait at once: what comes in while a slow disk flushes for 100 ms at 20,000 a second. */
    static final int MAX_PENDING = 2048;
    /** What is declined more often is counted, and not told each time: it may be forged. */
    private static final long DECLINE_LOG_INTERVAL_MS = 1000;

    private final DhcpContext context;
    private final DhcpSettings settings;
    private final ClientDirectory clients;
    private final DhcpCounters counters;
    private final LeasePools pools;
    private final LeaseLog log;
    private final ForeignServers foreign;
    private final OfferPromises promises;
    private final PendingReplies pending = new PendingReplies(MAX_PENDING);
    private final AddressProbe probe;
    private final AddressProbe.Conflict conflict = this::onConflict;
    private final ReplyComposer reply = new ReplyComposer();
    private final ReplyAddress replyAddress = new ReplyAddress();
    private DhcpRequest request;
    private Subnet subnet;
    private LeasePool pool;
    private long nowMs;
    private long elapsedMs;
    private long nextDeclineLogMs;
    /** As far as the log was durable when it was last asked: between packets, since it may begin to be written anew. */
    private long durable = LeaseLog.BEFORE_ALL;

    LeaseServer(final DhcpContext context, final LeasePools pools, final ForeignServers foreign) {
        this.context = context;
        this.pools = pools;
        this.foreign = foreign;
        settings = context.settings();
        clients = context.clients();
        counters = context.counters();
        log = context.leaseLog();
        promises = new OfferPromises(settings.offerHoldMs());
        probe = new AddressProbe(settings.addressProbeMs());
    }

    /** Sends answers that waited: whose leases have become durable, whose addresses nobody has; gives how many. */
    int sendDue(final long timeMs, final long sinceStartMs) {
        nowMs = timeMs;
        elapsedMs = sinceStartMs;
        durable = log.durable();
        return pending.send(durable) + probe.poll(elapsedMs, conflict);
    }

    /** Handles a packet from one of our networks, whose sender may get an address. */
    void onRequest(
        final DhcpRequest incoming, final Subnet from, final long timeMs, final long sinceStartMs) {
        request = incoming;
        subnet = from;
        pool = pools.of(from);
        nowMs = timeMs;
        elapsedMs = sinceStartMs;
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
        final int fixed = fixedAddress();
        if (fixed != Ipv4.NONE) {
            offer(fixed, LeasePool.NONE);
            return;
        }
        final int wanted = request.options().address(REQUESTED_ADDRESS);
        final boolean known = request.client() != null;
        final int index = pool.choose(request.key(), wanted, known, nowMs, elapsedMs);
        if (index == LeasePool.NONE) {
            counters.increment(DhcpCounter.EXHAUSTED);
            return;
        }
        final boolean had = pool.key(index) == request.key();
        pool.offer(index, request.key(), known, elapsedMs + settings.offerHoldMs());
        promises.promise(request, pool, index, nowMs, elapsedMs);
        offer(pool.addressOf(index), had ? LeasePool.NONE : index);
    }

    /** Offers an address; first looks whether somebody has it, when it has an index for that. */
    private void offer(final int address, final int toSeek) {
        compose(MessageType.OFFER, address);
        counters.increment(DhcpCounter.OFFERED);
        final int length = reply.end();
        replyAddress.of(request, reply.header(), subnet, false);
        if (toSeek != LeasePool.NONE && probe.seek(request, pool, toSeek)) {
            probe.hold(request, pool, toSeek, reply.buffer(), length, replyAddress, elapsedMs);
        } else {
            replyAddress.send(request.port(), reply.buffer(), length);
        }
        context.stage(request, BootStage.OFFER, address, nowMs);
    }

    private void onConflict(final LeasePool of, final int index, final long mac) {
        counters.increment(DhcpCounter.IN_USE);
        LOGGER.warn("{} is in use by {}, which has no lease: it is not offered", Ipv4.format(of.addressOf(index)),
            MacAddress.format(mac));
        quarantine(of, index);
    }

    private void quarantine(final LeasePool of, final int index) {
        clients.unbind(of.addressOf(index));
        if (!of.mayDecline()) {
            of.giveUp(index);
            return;
        }
        final long untilMs = nowMs + settings.quarantineMs();
        final long key = of.key(index);
        of.decline(index, untilMs);
        log.append(of.addressOf(index), key, LeaseState.DECLINED, untilMs);
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
                acknowledge(address, LeaseLog.BEFORE_ALL);
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
        final long expiryMs = nowMs + subnet.leaseTimeS() * 1000L;
        final LeaseRecords records = pool.records();
        final boolean isWritten = records.cover(index, expiryMs);
        if (pending.isFull() && !(isWritten && records.position(index) <= durable)) {
            counters.increment(DhcpCounter.OVERLOADED);
            return;
        }
        if (!isWritten && !pool.record(index, request.key(), expiryMs)) {
            counters.increment(DhcpCounter.LOG_REFUSED);
            return;
        }
        promises.granted(request);
        pool.lease(index, request.key(), expiryMs);
        acknowledge(address, records.position(index));
    }

    /** Sends an ACK once the lease is durable: at once when it is; a fixed address stands in the configuration. */
    private void acknowledge(final int address, final long position) {
        compose(MessageType.ACK, address);
        reply.confirm();
        final int length = reply.end();
        replyAddress.of(request, reply.header(), subnet, false);
        if (position <= durable) {
            replyAddress.send(request.port(), reply.buffer(), length);
        } else {
            pending.add(position, request.port(), reply.buffer(), length, replyAddress);
        }
        counters.increment(DhcpCounter.ACKED);
        if (request.client() != null) {
            clients.bind(address, request.client());
            context.stage(request, BootStage.ACK, address, nowMs);
        } else {
            clients.unbind(address);
        }
    }

    private void refuse(final int address) {
        reply.begin(request, MessageType.NAK, subnet.serverAddress())
            .message("this address is not yours on network " + subnet.name()).broadcast();
        counters.increment(DhcpCounter.REFUSED);
        send(reply.end(), true);
        context.stage(request, BootStage.NAK, address, nowMs);
    }

    /** Whether the client tells another server what it makes of that one's address (RFC 2131 table 5). */
    private boolean isForAnother() {
        return request.options().has(SERVER_IDENTIFIER)
            && request.options().address(SERVER_IDENTIFIER) != subnet.serverAddress();
    }

    private void onDecline() {
        if (isForAnother()) {
            return;
        }
        final int address = request.options().address(REQUESTED_ADDRESS);
        if (address == Ipv4.NONE) {
            counters.increment(DhcpCounter.MALFORMED);
            return;
        }
        final int index = pool.indexOf(address);
        final boolean isOwn = index != LeasePool.NONE && pool.key(index) == request.key();
        if (!isOwn && fixedAddress() != address) {
            return;
        }
        counters.increment(DhcpCounter.DECLINED);
        if (elapsedMs >= nextDeclineLogMs) {
            nextDeclineLogMs = elapsedMs + DECLINE_LOG_INTERVAL_MS;
            LOGGER.warn("{} is in use by a machine that has no lease; {} found it there", Ipv4.format(address),
                LeasePools.keyText(request.key()));
        }
        if (isOwn) {
            quarantine(pool, index);
        }
    }

    private void onRelease() {
        if (isForAnother()) {
            return;
        }
        final int address = request.header().clientAddress();
        final int index = pool.indexOf(address);
        if (index != LeasePool.NONE && pool.key(index) == request.key()
            && pool.state(index) == LeaseState.LEASED) {
            pool.release(index);
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
        reply.begin(request, MessageType.ACK, subnet.serverAddress()).confirm().mask(subnet)
            .boot(answer, quirk(), subnet.serverAddress()).network(subnet);
        counters.increment(DhcpCounter.INFORMED);
        send(reply.end(), false);
    }

    private void compose(final int messageType, final int address) {
        final BootAnswer answer = context.answer(request, subnet.serverAddress());
        reply.begin(request, messageType, subnet.serverAddress()).lease(address, subnet.leaseTimeS())
            .mask(subnet).boot(answer, quirk(), subnet.serverAddress()).network(subnet);
    }

    private DhcpQuirk quirk() {
        return request.client() == null ? DhcpQuirk.NONE : request.client().quirk();
    }

    private void send(final int length, final boolean isRefusal) {
        replyAddress.of(request, reply.header(), subnet, isRefusal).send(request.port(), reply.buffer(), length);
    }
}
