package orbis.boot.dhcp;

import static orbis.protocol.dhcp.DhcpOptionCode.REQUESTED_ADDRESS;
import static orbis.protocol.dhcp.DhcpOptionCode.SERVER_IDENTIFIER;

import orbis.boot.FirmwareKind;
import orbis.boot.Ipv4;
import orbis.boot.Subnet;
import orbis.boot.recipe.BootAnswer;
import orbis.boot.timeline.BootStage;
import orbis.protocol.dhcp.MessageType;

/** Tells PXE clients where to boot from, while another server leases addresses (PXE 2.1 section 2.2). */
final class ProxyServer {
    private final DhcpContext context;
    private final ForeignServers foreign;
    private final ReplyComposer reply = new ReplyComposer();
    private final ReplyAddress replyAddress = new ReplyAddress();

    ProxyServer(final DhcpContext context, final ForeignServers foreign) {
        this.context = context;
        this.foreign = foreign;
    }

    /** Handles a known client's packet on port 67 while this is no server of addresses. */
    void onRequest(final DhcpRequest request, final Subnet subnet, final long nowMs) {
        if (request.type() == MessageType.DISCOVER) {
            onDiscover(request, subnet, nowMs);
        } else if (request.type() == MessageType.REQUEST) {
            onAddressRequest(request, subnet, nowMs);
        }
    }

    private void onDiscover(final DhcpRequest request, final Subnet subnet, final long nowMs) {
        context.stage(request, BootStage.DISCOVER, null, nowMs);
        final int server = request.port().link().address();
        final BootAnswer answer = context.answer(request, server);
        if (!hasAnswer(request, answer)) {
            return;
        }
        final int length = reply.begin(request, MessageType.OFFER, server).proxy(answer, false, server).end();
        replyAddress.of(request, reply.header(), subnet, false).send(request.port(), reply.buffer(), length);
        context.counters().increment(DhcpCounter.PROXY_ANSWERED);
        context.stage(request, BootStage.OFFER, null, nowMs);
    }

    private static boolean hasAnswer(final DhcpRequest request, final BootAnswer answer) {
        return switch (request.kind()) {
            case PXE -> request.isPxeClient() && answer.bootFile() != null;
            case HTTP -> answer.bootFile() != null;
            case IPXE -> answer.bootFile() != null || answer.rootPath() != null;
            case PLAIN -> false;
        };
    }

    /** What a client asks of the other server tells which address it will have, on its own network alone. */
    private void onAddressRequest(final DhcpRequest request, final Subnet subnet, final long nowMs) {
        foreign.seen(request.options().address(SERVER_IDENTIFIER), request.port().link().name());
        final int asked = request.options().address(REQUESTED_ADDRESS);
        final int address = asked != Ipv4.NONE ? asked : request.header().clientAddress();
        if (subnet.contains(address)) {
            context.clients().bind(address, request.client());
        }
        context.stage(request, BootStage.REQUEST, address, nowMs);
    }

    /** Handles a known client's packet on port 4011, in either mode. */
    void onBootPort(final DhcpRequest request, final Subnet subnet, final long nowMs) {
        final int server = request.port().link().address();
        final BootAnswer answer = context.answer(request, server);
        if (request.type() != MessageType.REQUEST && request.type() != MessageType.INFORM
            || !hasAnswer(request, answer)) {
            return;
        }
        final int address = request.header().clientAddress();
        // A server knows by its own ACK whose an address is.
        if (context.settings().mode() == DhcpMode.PROXY && address == request.sourceAddress()
            && subnet.contains(address)) {
            context.clients().bind(address, request.client());
        }
        final int length = reply.begin(request, MessageType.ACK, server).confirm()
            .proxy(answer, true, server).end();
        replyAddress.backTo(request, request.sourcePort()).send(request.port(), reply.buffer(), length);
        if (request.kind() == FirmwareKind.PXE && request.sourcePort() == ReplyAddress.CLIENT_PORT) {
            // UEFI asks from port 68 and listens on 4011; the others listen where they asked from.
            replyAddress.backTo(request, ReplyAddress.BOOT_SERVER_PORT)
                .send(request.port(), reply.buffer(), length);
        }
        context.counters().increment(DhcpCounter.PROXY_ANSWERED);
        context.stage(request, BootStage.BOOT_SERVER, address, nowMs);
    }
}
