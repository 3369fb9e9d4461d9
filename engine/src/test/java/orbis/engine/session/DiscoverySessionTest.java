package orbis.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

import orbis.engine.io.BufferPool;
import orbis.protocol.iscsi.BasicHeaderFlyweight;
import orbis.protocol.iscsi.InitiatorHeaderFlyweight;
import orbis.protocol.iscsi.LogoutRequestFlyweight;
import orbis.protocol.iscsi.LogoutResponseFlyweight;
import orbis.protocol.iscsi.NopInFlyweight;
import orbis.protocol.iscsi.NopOutFlyweight;
import orbis.protocol.iscsi.Opcode;
import orbis.protocol.iscsi.RejectFlyweight;
import orbis.protocol.iscsi.ScsiCommandFlyweight;
import orbis.protocol.iscsi.SessionParameters;
import orbis.protocol.iscsi.SnackRequestFlyweight;
import orbis.protocol.iscsi.TargetHeaderFlyweight;
import orbis.protocol.iscsi.TextRequestFlyweight;
import orbis.protocol.iscsi.TextResponseFlyweight;
import orbis.sys.Slab;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoverySessionTest {
    private static final int CMD_SN = 10;
    private static final long PING_NS = TimeUnit.SECONDS.toNanos(10);

    private final Slab slab = new Slab(65536);
    private final BufferPool buffers = new BufferPool(1 << 20);
    private final long available = buffers.available();
    private final SessionResources resources = new SessionResources(buffers, 4, 4);
    private final FakeOutput output = new FakeOutput();
    private final OneTarget directory = new OneTarget();
    private final Session session;
    private String ended = "";

    DiscoverySessionTest() {
        final Portal portal = new Portal(new InetSocketAddress("192.0.2.9", 3260), 1);
        final SessionParameters parameters = new SessionParameters();
        final TextPhase text = new TextPhase(directory, "iqn.a", null, portal, parameters);
        final SessionStart start = new SessionStart(new SessionIdentity("iqn.a", 1, 1, 5, "", 1), parameters, text,
            CMD_SN, 100, 8, PING_NS, PING_NS, RateLimit.unlimited(), null);
        session = new Session(start, output, resources, null, new SessionListener() {
            @Override
            public void onDisconnected(final Session of, final DisconnectReason reason) {
                ended += reason;
            }

            @Override
            public void onEnded(final Session of) {
                ended += ", over";
            }
        });
    }

    @AfterEach
    void free() {
        session.onClosed(DisconnectReason.CLOSED_BY_PEER);
        output.queue.forEach(session::onPduSent);
        assertEquals(available, buffers.available());
        resources.close();
        buffers.close();
        slab.close();
    }

    private void receive(final BasicHeaderFlyweight header, final String data) {
        final byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        header.dataSegmentLength(bytes.length);
        final long landing = session.onHeader(header.addressOffset(), 0, bytes.length);
        if (bytes.length > 0 && landing > 0) {
            new UnsafeBuffer(landing, bytes.length).putBytes(0, bytes);
        }
        session.onPdu(true);
    }

    private <T extends BasicHeaderFlyweight> T answer(final T header) {
        final OutPdu pdu = output.queue.removeFirst();
        final long cell = slab.address() + 4096;
        assertTrue(session.onPduDue(pdu, cell, pdu.dataLength()));
        header.wrapHeader(cell);
        if (pdu.dataLength() > 0) {
            new UnsafeBuffer(slab.address() + 8192, pdu.dataLength())
                .putBytes(0, new UnsafeBuffer(pdu.data(), pdu.dataLength()), 0, pdu.dataLength());
        }
        session.onPduSent(pdu);
        return header;
    }

    private String answeredData(final int length) {
        return new UnsafeBuffer(slab.address() + 8192, length).getStringWithoutLengthAscii(0, length);
    }

    private <T extends BasicHeaderFlyweight> T request(final T header) {
        header.wrapHeader(slab.address());
        return header;
    }

    @Test
    void shouldSendBackWhatAPingCarries() {
        final NopOutFlyweight ping = request(new NopOutFlyweight()).blank();
        ping.targetTransferTag(-1).cmdSn(CMD_SN).initiatorTaskTag(0x55).immediate(true);
        receive(ping, "are you there?");
        final NopInFlyweight pong = answer(new NopInFlyweight());
        assertEquals(Opcode.NOP_IN, pong.opcode());
        assertEquals(0x55, pong.initiatorTaskTag());
        assertEquals(14, pong.dataSegmentLength());
        assertEquals(100, pong.statSn());
        assertEquals(CMD_SN, pong.expCmdSn());
        assertEquals("are you there?", answeredData(14));
    }

    @Test
    void shouldIgnoreACommandThatIsNotTheNext() {
        final NopOutFlyweight ping = request(new NopOutFlyweight()).blank();
        ping.targetTransferTag(-1).cmdSn(CMD_SN + 1).initiatorTaskTag(0x55);
        receive(ping, "");
        assertTrue(output.queue.isEmpty());
    }

    @Test
    void shouldTellWhichTargetsThereAre() {
        final TextRequestFlyweight request = request(new TextRequestFlyweight()).blank();
        request.finalBit(true).targetTransferTag(-1).cmdSn(CMD_SN).initiatorTaskTag(2);
        receive(request, "SendTargets=All\0");
        final TextResponseFlyweight response = answer(new TextResponseFlyweight());
        assertTrue(response.finalBit());
        assertEquals(CMD_SN + 1, response.expCmdSn());
        assertEquals("TargetName=iqn.x:disk\0TargetAddress=192.0.2.9:3260,1\0",
            answeredData(response.dataSegmentLength()));
    }

    @Test
    void shouldTellOfMoreTargetsThanOnePduHolds() {
        directory.targets = 400;
        final TextRequestFlyweight request = request(new TextRequestFlyweight()).blank();
        request.finalBit(true).targetTransferTag(-1).cmdSn(CMD_SN).initiatorTaskTag(2);
        receive(request, "SendTargets=All\0");
        final StringBuilder text = new StringBuilder();
        TextResponseFlyweight response = answer(new TextResponseFlyweight());
        int pieces = 1;
        while (!response.finalBit()) {
            assertTrue(response.continueBit());
            assertEquals(8192, response.dataSegmentLength());
            text.append(answeredData(8192));
            final int tag = response.targetTransferTag();
            final TextRequestFlyweight more = request(new TextRequestFlyweight()).blank();
            more.finalBit(true).targetTransferTag(tag).cmdSn(CMD_SN + pieces++).initiatorTaskTag(2);
            receive(more, "");
            response = answer(new TextResponseFlyweight());
        }
        text.append(answeredData(response.dataSegmentLength()));
        assertEquals((text.length() + 8191) / 8192, pieces);
        assertTrue(pieces > 2);
        assertEquals("TargetName=iqn.x:disk\0TargetAddress=192.0.2.9:3260,1\0".repeat(400), text.toString());
    }

    @Test
    void shouldCloseWhenTheInitiatorLogsOut() {
        final LogoutRequestFlyweight request = request(new LogoutRequestFlyweight()).blank();
        request.reason(LogoutRequestFlyweight.CLOSE_SESSION).cmdSn(CMD_SN).initiatorTaskTag(3);
        receive(request, "");
        assertEquals(LogoutResponseFlyweight.CLOSED, answer(new LogoutResponseFlyweight()).response());
        assertTrue(output.closesAfterSend);
        assertEquals(DisconnectReason.LOGGED_OUT, output.closed);
    }

    @Test
    void shouldNotCloseAConnectionThatIsNotThisOne() {
        final LogoutRequestFlyweight request = request(new LogoutRequestFlyweight()).blank();
        request.reason(LogoutRequestFlyweight.CLOSE_CONNECTION).cid(6).cmdSn(CMD_SN).initiatorTaskTag(3);
        receive(request, "");
        assertEquals(LogoutResponseFlyweight.CID_NOT_FOUND, answer(new LogoutResponseFlyweight()).response());
        assertFalse(output.closesAfterSend);
    }

    @Test
    void shouldRejectScsiCommands() {
        final ScsiCommandFlyweight command = request(new ScsiCommandFlyweight()).blank();
        command.finalBit(true).cmdSn(CMD_SN).initiatorTaskTag(4);
        receive(command, "");
        final RejectFlyweight reject = answer(new RejectFlyweight());
        assertEquals(RejectFlyweight.COMMAND_NOT_SUPPORTED, reject.reason());
        assertEquals(48, reject.dataSegmentLength());
        assertEquals(Opcode.SCSI_COMMAND, new UnsafeBuffer(slab.address() + 8192, 48).getByte(0) & 0x3f);
    }

    @Test
    void shouldRejectRequestsForRetransmission() {
        receive(request(new SnackRequestFlyweight()).blank(), "");
        assertEquals(RejectFlyweight.SNACK_REJECT, answer(new RejectFlyweight()).reason());
        assertNull(output.closed);
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcode.NOP_OUT, Opcode.SNACK_REQUEST, Opcode.SCSI_COMMAND, Opcode.DATA_OUT})
    void shouldNotBeReadAnyMoreWhileItsAnswerIsNotTaken(final int opcode) {
        final InitiatorHeaderFlyweight header = request(new InitiatorHeaderFlyweight());
        header.setMemory(0, BasicHeaderFlyweight.LENGTH, (byte) 0);
        header.putByte(0, (byte) opcode);
        header.immediate(true).initiatorTaskTag(0x55);
        assertEquals(PduHandler.DISCARD, session.onHeader(header.addressOffset(), 0, 0));
        session.onPdu(true);
        assertEquals(1, output.queue.size());
        assertEquals(PduHandler.STALL, session.onHeader(header.addressOffset(), 0, 0));
        answer(new TargetHeaderFlyweight());
        assertEquals(PduHandler.DISCARD, session.onHeader(header.addressOffset(), 0, 0));
    }

    @Test
    void shouldRejectDataWhoseDigestIsWrong() {
        final NopOutFlyweight ping = request(new NopOutFlyweight()).blank();
        ping.targetTransferTag(-1).cmdSn(CMD_SN).initiatorTaskTag(0x55).immediate(true).dataSegmentLength(4);
        session.onHeader(ping.addressOffset(), 0, 4);
        session.onPdu(false);
        assertEquals(RejectFlyweight.DATA_DIGEST_ERROR, answer(new RejectFlyweight()).reason());
    }

    @Test
    void shouldNotLiveWithMoreDataThanItDeclared() {
        final NopOutFlyweight ping = request(new NopOutFlyweight()).blank();
        assertEquals(PduHandler.CLOSE, session.onHeader(ping.addressOffset(), 0, 8193));
    }

    @Test
    void shouldNotPingAnInitiatorThatNeverDid() {
        session.onTick(resources.nowNs() + 10 * PING_NS);
        assertTrue(output.queue.isEmpty());
        assertNull(output.closed);
    }

    @Test
    void shouldAskASilentInitiatorAndEndTheSessionWhenItStaysSilent() {
        final NopOutFlyweight ping = request(new NopOutFlyweight()).blank();
        ping.targetTransferTag(-1).cmdSn(CMD_SN).initiatorTaskTag(0x55).immediate(true);
        receive(ping, "");
        answer(new NopInFlyweight());
        final long nowNs = resources.nowNs();
        session.onTick(nowNs + PING_NS + 1);
        final NopInFlyweight question = answer(new NopInFlyweight());
        assertEquals(BasicHeaderFlyweight.NO_TAG, question.initiatorTaskTag());
        assertEquals(101, question.statSn());
        session.onTick(nowNs + 2 * PING_NS);
        assertNull(output.closed);
        session.onTick(nowNs + 2 * PING_NS + 1);
        assertEquals(DisconnectReason.TIMED_OUT, output.closed);
    }

    @Test
    void shouldEndASessionThatStaysSilentWhenAskedForASignOfLife() {
        final long nowNs = resources.nowNs();
        session.challenge(1000);
        session.challenge(5000);
        session.onTick(nowNs + 999);
        assertNull(output.closed);
        session.onTick(nowNs + 1000);
        assertEquals(DisconnectReason.DROPPED, output.closed);
    }

    @Test
    void shouldAskForASignOfLifeByAPingAndGoOnWithWhoAnswers() {
        final NopOutFlyweight ping = request(new NopOutFlyweight()).blank();
        ping.targetTransferTag(-1).cmdSn(CMD_SN).initiatorTaskTag(0x55).immediate(true);
        receive(ping, "");
        answer(new NopInFlyweight());
        final long nowNs = resources.nowNs();
        session.challenge(1000);
        assertEquals(BasicHeaderFlyweight.NO_TAG, answer(new NopInFlyweight()).initiatorTaskTag());
        resources.nowNs(nowNs + 10);
        final NopOutFlyweight proof = request(new NopOutFlyweight()).blank();
        proof.targetTransferTag(0).cmdSn(CMD_SN).initiatorTaskTag(BasicHeaderFlyweight.NO_TAG).immediate(true);
        receive(proof, "");
        session.onTick(nowNs + 1000);
        assertNull(output.closed);
    }

    @Test
    void shouldTellOfItsEndOnce() {
        session.onClosed(DisconnectReason.NETWORK_ERROR);
        assertEquals(DisconnectReason.NETWORK_ERROR + ", over", ended);
    }

    private static final class OneTarget implements TargetDirectory {
        private int targets = 1;

        @Override
        public TargetAnswer find(final String targetName, final String initiatorName, final Portal portal) {
            return TargetAnswer.found(null, 1);
        }

        @Override
        public void list(final String initiatorName, final Portal portal, final TargetVisitor visitor) {
            for (int i = 0; i < targets; i++) {
                visitor.onTarget("iqn.x:disk", List.of(portal));
            }
        }
    }
}
