package orbis.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.UnsafeApi;
import orbis.engine.status.SessionCounters;
import orbis.protocol.iscsi.BasicHeaderFlyweight;
import orbis.protocol.iscsi.DataOutFlyweight;
import orbis.protocol.iscsi.InitiatorHeaderFlyweight;
import orbis.protocol.iscsi.Opcode;
import orbis.protocol.iscsi.ScsiCommandFlyweight;
import orbis.protocol.iscsi.SessionParameters;
import orbis.protocol.iscsi.TaskManagementRequestFlyweight;
import orbis.sys.Slab;

/** An initiator and its connection to a session: PDUs go in as a receiver gives them, and come out as a sender. */
final class Peer implements SessionListener {
    private static final int CELL_OFFSET = 2048;

    final FakeOutput output = new FakeOutput();
    final List<Answer> answers = new ArrayList<>();
    final SessionParameters parameters;
    final SessionCounters counters;
    final Session session;
    int cmdSn = 10;
    int ends;

    private final Target target;
    private final Slab slab = new Slab(4096);
    private final Map<Integer, Integer> commands = new HashMap<>();
    private byte[] landingData;
    private long landing;
    private boolean disconnected;
    private int statSn = 100;

    Peer(final Target target, final int number, final SessionParameters parameters) {
        this.target = target;
        this.parameters = parameters;
        final Portal portal = new Portal(new InetSocketAddress("192.0.2.9", 3260), 1);
        final TextPhase text = new TextPhase(
            new LoginExchange.OneTarget(), "iqn.a", LoginExchange.TARGET, portal, parameters);
        counters = target.counters.newSession("iqn.a", "192.0.2.1", "disk", number, number);
        final CommandMeter meter = new CommandMeter(target.disk, counters, () -> { });
        final SessionStart start = new SessionStart(new SessionIdentity("iqn.a", number, number, 5, "iqn.x:disk", 1),
            parameters, text, cmdSn, statSn, Target.DEPTH, 2 * Target.BOUND_NS, Target.BOUND_NS,
            target.rateOfInitiator, meter);
        session = new Session(start, output, target.resources, target.sessions, this);
    }

    // ---- PDUs in

    <T extends BasicHeaderFlyweight> T request(final T header) {
        UnsafeApi.setMemory(slab.address(), CELL_OFFSET, (byte) 0);
        header.wrapHeader(slab.address());
        return header;
    }

    /** A command in its turn, SIMPLE. */
    ScsiCommandFlyweight command(final int tag, final boolean write, final int expected, final int... cdb) {
        final ScsiCommandFlyweight command = request(new ScsiCommandFlyweight()).blank();
        command.finalBit(true).read(!write && expected > 0).write(write).attribute(ScsiCommandFlyweight.SIMPLE)
            .expectedDataTransferLength(expected).cmdSn(cmdSn++).initiatorTaskTag(tag);
        for (int i = 0; i < cdb.length; i++) {
            command.putByte(ScsiCommandFlyweight.CDB_OFFSET + i, (byte) cdb[i]);
        }
        return command;
    }

    ScsiCommandFlyweight read(final int tag, final int block, final int blocks) {
        return command(tag, false, blocks * 512, 0x28, 0, 0, 0, block >> 8, block, 0, blocks >> 8, blocks);
    }

    ScsiCommandFlyweight write(final int tag, final int block, final int blocks) {
        return command(tag, true, blocks * 512, 0x2a, 0, 0, 0, block >> 8, block, 0, blocks >> 8, blocks);
    }

    TaskManagementRequestFlyweight function(final int tag, final int function) {
        final TaskManagementRequestFlyweight request = request(new TaskManagementRequestFlyweight()).blank();
        request.function(function).cmdSn(cmdSn).initiatorTaskTag(tag).immediate(true);
        return request;
    }

    /** Data for an R2T. */
    DataOutFlyweight data(final Answer r2t, final int sequence, final int offset) {
        final DataOutFlyweight data = request(new DataOutFlyweight()).blank();
        data.targetTransferTag(r2t.transferTag()).dataSn(sequence).bufferOffset(r2t.bufferOffset() + offset)
            .finalBit(true).initiatorTaskTag(r2t.tag());
        return data;
    }

    /** Bytes of additional header segments, behind the header that {@link #request} made last. */
    void additional(final int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            UnsafeApi.putByte(slab.address() + BasicHeaderFlyweight.LENGTH + i, (byte) bytes[i]);
        }
    }

    /** Unsolicited data. */
    DataOutFlyweight unasked(final int tag, final int sequence, final int offset) {
        final DataOutFlyweight data = request(new DataOutFlyweight()).blank();
        data.targetTransferTag(BasicHeaderFlyweight.NO_TAG).dataSn(sequence).bufferOffset(offset).finalBit(true)
            .initiatorTaskTag(tag);
        return data;
    }

    /** A PDU with its data. */
    long send(final BasicHeaderFlyweight header, final byte... data) {
        final long where = begin(header, 0, data);
        if (where != PduHandler.STALL && where != PduHandler.CLOSE) {
            finish(true);
        }
        return where;
    }

    /** A header, the payload of which is on its way until {@link #finish}. */
    long begin(final BasicHeaderFlyweight header, final int ahsLength, final byte... data) {
        header.dataSegmentLength(data.length);
        landing = session.onHeader(slab.address(), ahsLength, data.length);
        landingData = data;
        if (landing == PduHandler.CLOSE) {
            disconnect();
        } else if (landing != PduHandler.STALL && header.opcode() == Opcode.SCSI_COMMAND) {
            commands.merge(header.initiatorTaskTag(), 1, Integer::sum);
        }
        if (landing == PduHandler.STALL || landing == PduHandler.CLOSE) {
            landingData = null;
        }
        return landing;
    }

    boolean receiving() {
        return landingData != null;
    }

    void finish(final boolean intact) {
        final byte[] data = landingData;
        landingData = null;
        if (data.length > 0 && landing != PduHandler.DISCARD) {
            target.assertInUse(landing, data.length);
            for (int i = 0; i < data.length; i++) {
                UnsafeApi.putByte(landing + i, data[i]);
            }
        }
        session.onPdu(intact || landing == PduHandler.DISCARD);
    }

    // ---- PDUs out

    void takeAnswers() {
        takeAnswers(Integer.MAX_VALUE);
    }

    /** Lets so many PDUs go out. */
    void takeAnswers(final int count) {
        final long cell = slab.address() + CELL_OFFSET;
        for (int left = count; left > 0 && !output.queue.isEmpty(); left--) {
            final OutPdu pdu = output.queue.peekFirst();
            final int length = Math.min(pdu.dataLength() - pdu.sent(), output.maxDataSegmentLength);
            final boolean due = session.onPduDue(pdu, cell, length);
            if (due) {
                keep(Answer.of(cell, pdu.data() + pdu.sent(), length));
                pdu.advance(length);
            }
            if (!due || pdu.sent() == pdu.dataLength()) {
                output.queue.removeFirst();
                session.onPduSent(pdu);
            }
        }
    }

    private void keep(final Answer answer) {
        final boolean status = answer.opcode() == Opcode.SCSI_RESPONSE
            || answer.opcode() == Opcode.DATA_IN && answer.hasStatus();
        if (status) {
            assertTrue(commands.merge(answer.tag(), -1, Integer::sum) >= 0, "answered more than once");
        }
        final boolean ping = answer.opcode() == Opcode.NOP_IN && answer.tag() == BasicHeaderFlyweight.NO_TAG;
        assertEquals(statSn, answer.statSn());
        if (!ping && answer.opcode() != Opcode.R2T && (answer.opcode() != Opcode.DATA_IN || status)) {
            statSn++;
        }
        answers.add(answer);
    }

    /** The one answer that came. */
    Answer only() {
        target.run();
        assertEquals(1, answers.size());
        return answers.remove(0);
    }

    // ---- ends

    boolean disconnected() {
        return disconnected;
    }

    /** The connection breaks: what waits to be sent is dropped, then the session is told. */
    void disconnect() {
        if (!disconnected) {
            disconnected = true;
            landingData = null;
            while (!output.queue.isEmpty()) {
                session.onPduSent(output.queue.removeFirst());
            }
            session.onClosed(DisconnectReason.CLOSED_BY_PEER);
        }
    }

    void free() {
        slab.close();
    }

    @Override
    public void onDisconnected(final Session of, final DisconnectReason reason) {
        assertEquals(0, ends);
    }

    @Override
    public void onEnded(final Session of) {
        ends++;
    }

    /** Headers that nobody blanked: all that a hostile initiator likes. */
    InitiatorHeaderFlyweight raw(final int opcode, final int flags) {
        final InitiatorHeaderFlyweight header = request(new InitiatorHeaderFlyweight());
        header.putByte(0, (byte) opcode);
        header.flags(flags);
        return header;
    }
}
