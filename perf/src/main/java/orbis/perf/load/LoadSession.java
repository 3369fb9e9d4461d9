package orbis.perf.load;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;
import org.agrona.collections.IntArrayQueue;
import orbis.engine.io.SocketHandler;
import orbis.protocol.iscsi.BasicHeaderFlyweight;
import orbis.protocol.iscsi.DataInFlyweight;
import orbis.protocol.iscsi.DataOutFlyweight;
import orbis.protocol.iscsi.LoginRequestFlyweight;
import orbis.protocol.iscsi.LoginResponseFlyweight;
import orbis.protocol.iscsi.LogoutRequestFlyweight;
import orbis.protocol.iscsi.NopInFlyweight;
import orbis.protocol.iscsi.NopOutFlyweight;
import orbis.protocol.iscsi.Opcode;
import orbis.protocol.iscsi.R2tFlyweight;
import orbis.protocol.iscsi.RejectFlyweight;
import orbis.protocol.iscsi.ScsiCommandFlyweight;
import orbis.protocol.iscsi.ScsiResponseFlyweight;
import orbis.protocol.iscsi.SerialNumber;
import orbis.protocol.iscsi.TargetHeaderFlyweight;

/**
 * One session of one connection: logs in, asks for the disk's size, then keeps I/Os under way as its
 * {@link LoadAgent} wants. Belongs to the agent's thread.
 */
final class LoadSession implements SocketHandler, PduReader.Handler {
    private static final int CONTROL_TAG = 0x8000_0001;
    private static final int CONTROL_CAPACITY = 4096;
    private static final int CAPACITY_DATA_LENGTH = 32;
    private static final int MOST_PROBES = 10;
    private static final int NO_SLOT = -1;

    private enum State { CLOSED, LOGIN, PROBING, READY, LOGOUT }

    private final LoadAgent agent;
    private final Workload workload;
    private final TargetUrl url;
    private final int number;
    private final LoginDialogue login;
    private final Tasks tasks;
    private final PduReader reader = new PduReader(this);
    private final PduWriter writer = new PduWriter();
    private final IntArrayQueue commands;
    private final IntArrayQueue sequences;
    private final IntArrayQueue pings = new IntArrayQueue(BasicHeaderFlyweight.NO_TAG);
    private final ByteBuffer control = BufferUtil.allocateDirectAligned(CONTROL_CAPACITY, 8);
    private final long controlAddress = BufferUtil.address(control);
    private final ByteBuffer headerMemory = BufferUtil.allocateDirectAligned(64, 8);
    private final long headerAddress = BufferUtil.address(headerMemory);
    private final ByteBuffer data;
    private final long dataAddress;

    private final ScsiCommandFlyweight command = new ScsiCommandFlyweight();
    private final DataOutFlyweight dataOut = new DataOutFlyweight();
    private final DataInFlyweight dataIn = new DataInFlyweight();
    private final R2tFlyweight r2t = new R2tFlyweight();
    private final ScsiResponseFlyweight response = new ScsiResponseFlyweight();
    private final TargetHeaderFlyweight header = new TargetHeaderFlyweight();

    private State state = State.CLOSED;
    private LoadSocket socket;
    private Disk disk;
    private int cmdSn;
    private int maxCmdSn;
    private int expStatSn;
    private int slot;
    private int status;
    private int controlLength;
    private boolean requestDue;
    private int probes;
    private boolean wasReady;

    LoadSession(final LoadAgent agent, final int number, final TargetUrl url, final boolean active) {
        this.agent = agent;
        this.workload = agent.workload();
        this.number = number;
        this.url = url;
        this.login = new LoginDialogue(workload, url.target());
        final int depth = active ? workload.depth() : 0;
        this.tasks = new Tasks(depth);
        this.commands = new IntArrayQueue(Math.max(depth, IntArrayQueue.MIN_CAPACITY), NO_SLOT);
        this.sequences = new IntArrayQueue(Math.max(depth, IntArrayQueue.MIN_CAPACITY), NO_SLOT);
        final boolean own = workload.verify() && depth > 0;
        this.data = own ? BufferUtil.allocateDirectAligned(depth * workload.block(), 4096) : null;
        this.dataAddress = own ? BufferUtil.address(data) : 0;
    }

    TargetUrl url() {
        return url;
    }

    /** Its place among the sessions of the run. */
    int number() {
        return number;
    }

    /** The disk behind it, from when it is ready. */
    Disk disk() {
        return disk;
    }

    void disk(final Disk value) {
        disk = value;
    }

    Tasks tasks() {
        return tasks;
    }

    boolean ready() {
        return state == State.READY;
    }

    /** Memory of a slot's data; only when data is verified. */
    long data(final int ofSlot) {
        return dataAddress + (long) ofSlot * workload.block();
    }

    /** Begins login on a new connection. I/Os that an earlier connection left under way are begun again after it. */
    void start(final LoadSocket connected) {
        socket = connected;
        state = State.LOGIN;
        login.restart();
        reader.restart();
        writer.digests(false, false);
        commands.clear();
        sequences.clear();
        cmdSn = 1;
        maxCmdSn = 1;
        expStatSn = 0;
        probes = 0;
        pings.clear();
        requestDue = true;
        agent.dirty(this);
        socket.receive();
    }

    /** Queues the I/O that was put into a slot. */
    void submit(final int ofSlot) {
        commands.addInt(ofSlot);
        agent.dirty(this);
    }

    /** Ends the session in order. */
    void logout() {
        if (state == State.READY || state == State.PROBING) {
            state = State.LOGOUT;
            requestDue = true;
            agent.dirty(this);
        } else if (state == State.LOGIN) {
            close();
        }
    }

    /** Drops the connection. */
    void close() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            socket.close();
        }
    }

    /** Sends what is due, unless a send is under way: then again when it has ended. */
    void flush() {
        if (state == State.CLOSED || socket.sending()) {
            return;
        }
        do {
            writer.begin(socket.vectors());
            fill();
            if (socket.vectors().count() > 0) {
                socket.send();
            }
        } while (!socket.sending() && !writer.fits());
    }

    private void fill() {
        if (requestDue) {
            requestDue = false;
            request();
        }
        while (!pings.isEmpty() && writer.fits()) {
            answerPing(pings.pollInt());
        }
        while (!commands.isEmpty() && writer.fits() && SerialNumber.lessOrEqual(cmdSn, maxCmdSn)) {
            command(commands.pollInt());
        }
        while (!sequences.isEmpty() && writer.fits()) {
            sequence(sequences.peekInt());
        }
    }

    private void request() {
        switch (state) {
            case LOGIN -> loginRequest();
            case PROBING -> capacityRequest();
            case LOGOUT -> {
                final LogoutRequestFlyweight logout = new LogoutRequestFlyweight();
                logout.wrapHeader(writer.next());
                logout.blank().reason(LogoutRequestFlyweight.CLOSE_SESSION);
                logout.cmdSn(cmdSn).expStatSn(expStatSn).immediate(true).initiatorTaskTag(CONTROL_TAG);
                writer.add();
            }
            default -> { }
        }
    }

    private void loginRequest() {
        final LoginRequestFlyweight request = new LoginRequestFlyweight();
        request.wrapHeader(writer.next());
        request.blank().cid(1).transit(true).currentStage(login.stage()).nextStage(login.nextStage())
            .isid(agent.isid(number));
        final byte[] text = login.request();
        control.clear();
        control.put(text);
        UnsafeApi.setMemory(controlAddress + text.length, 4, (byte) 0);
        request.cmdSn(cmdSn).expStatSn(expStatSn).initiatorTaskTag(CONTROL_TAG).dataSegmentLength(text.length);
        writer.add(controlAddress, BasicHeaderFlyweight.padded(text.length));
    }

    private void capacityRequest() {
        final long at = writer.next();
        command.wrapHeader(at);
        command.blank().read(true).finalBit(true).attribute(ScsiCommandFlyweight.SIMPLE)
            .expectedDataTransferLength(CAPACITY_DATA_LENGTH);
        command.cmdSn(cmdSn++).expStatSn(expStatSn).lun((long) url.lun() << 48).initiatorTaskTag(CONTROL_TAG);
        Cdb.readCapacity16(at + ScsiCommandFlyweight.CDB_OFFSET, CAPACITY_DATA_LENGTH);
        writer.add();
    }

    private void answerPing(final int tag) {
        final NopOutFlyweight pong = new NopOutFlyweight();
        pong.wrapHeader(writer.next());
        pong.blank().targetTransferTag(tag);
        pong.cmdSn(cmdSn).expStatSn(expStatSn).lun((long) url.lun() << 48).immediate(true)
            .initiatorTaskTag(BasicHeaderFlyweight.NO_TAG);
        writer.add();
    }

    private void command(final int ofSlot) {
        final boolean write = tasks.write[ofSlot];
        final int length = workload.block();
        final int immediate = write && login.immediateData()
            ? Math.min(length, Math.min(login.firstBurst(), login.maxSent())) : 0;
        final int unsolicited = write && !login.initialR2t() ? Math.min(length, login.firstBurst()) : immediate;
        final long at = writer.next();
        command.wrapHeader(at);
        command.blank().read(!write).write(write).finalBit(unsolicited == immediate)
            .attribute(ScsiCommandFlyweight.SIMPLE).expectedDataTransferLength(length);
        command.cmdSn(cmdSn++).expStatSn(expStatSn).lun((long) url.lun() << 48)
            .initiatorTaskTag(tasks.tag[ofSlot]).dataSegmentLength(immediate);
        Cdb.transfer16(at + ScsiCommandFlyweight.CDB_OFFSET, write, workload.fua(),
            disk.lba(tasks.unit[ofSlot]), disk.blocksPerUnit());
        writer.add(payload(ofSlot), immediate);
        if (unsolicited > immediate) {
            begin(ofSlot, BasicHeaderFlyweight.NO_TAG, immediate, unsolicited);
        }
    }

    private long payload(final int ofSlot) {
        return data != null ? data(ofSlot) : agent.payload();
    }

    private void begin(final int ofSlot, final int transferTag, final int from, final int to) {
        tasks.transferTag[ofSlot] = transferTag;
        tasks.outOffset[ofSlot] = from;
        tasks.outEnd[ofSlot] = to;
        tasks.outSn[ofSlot] = 0;
        sequences.addInt(ofSlot);
    }

    private void sequence(final int ofSlot) {
        while (writer.fits()) {
            final int offset = tasks.outOffset[ofSlot];
            final int length = Math.min(tasks.outEnd[ofSlot] - offset, login.maxSent());
            final boolean last = offset + length == tasks.outEnd[ofSlot];
            dataOut.wrapHeader(writer.next());
            dataOut.blank().finalBit(last).targetTransferTag(tasks.transferTag[ofSlot])
                .dataSn(tasks.outSn[ofSlot]++).bufferOffset(offset);
            dataOut.expStatSn(expStatSn).lun((long) url.lun() << 48).initiatorTaskTag(tasks.tag[ofSlot])
                .dataSegmentLength(length);
            writer.add(payload(ofSlot) + offset, length);
            tasks.outOffset[ofSlot] = offset + length;
            if (last) {
                sequences.pollInt();
                return;
            }
        }
    }

    @Override
    public int onReceived(final long address, final int length) {
        agent.received();
        try {
            if (state != State.CLOSED && !reader.read(address, length)) {
                close();
            }
        } catch (final IllegalStateException e) {
            fail(e.getMessage());
        }
        return length;
    }

    @Override
    public boolean onHeader(final long address, final int dataLength) {
        if (BasicHeaderFlyweight.opcode(address) == Opcode.DATA_IN) {
            return dataInHeader(address, dataLength);
        }
        slot = NO_SLOT;
        UnsafeApi.copyMemory(address, headerAddress, BasicHeaderFlyweight.LENGTH);
        controlLength = 0;
        return dataLength <= CONTROL_CAPACITY || fail("a PDU of " + dataLength + " bytes of text or sense data");
    }

    private boolean dataInHeader(final long address, final int dataLength) {
        dataIn.wrapHeader(address);
        window(dataIn);
        status = dataIn.statusPresent() ? dataIn.status() : NO_SLOT;
        if (dataIn.statusPresent()) {
            expStatSn = dataIn.statSn() + 1;
        }
        controlLength = 0;
        final int tag = dataIn.initiatorTaskTag();
        slot = tasks.slot(tag);
        if (slot == NO_SLOT) {
            UnsafeApi.copyMemory(address, headerAddress, BasicHeaderFlyweight.LENGTH);
            return tag == CONTROL_TAG && dataLength <= CONTROL_CAPACITY || fail("Data-In for no task under way");
        }
        final int offset = tasks.received[slot];
        return dataIn.bufferOffset() == offset && dataLength <= workload.block() - offset
            || fail("Data-In of " + dataLength + " bytes at offset " + dataIn.bufferOffset() + ", not " + offset);
    }

    @Override
    public void onData(final long address, final int length) {
        if (slot == NO_SLOT) {
            UnsafeApi.copyMemory(address, controlAddress + controlLength, length);
            controlLength += length;
            return;
        }
        if (data != null) {
            UnsafeApi.copyMemory(address, data(slot) + tasks.received[slot], length);
        }
        tasks.received[slot] += length;
    }

    @Override
    public boolean onPdu() {
        if (slot != NO_SLOT) {
            if (status != NO_SLOT) {
                agent.ended(this, slot, status, 0);
            }
            return true;
        }
        header.wrapHeader(headerAddress);
        window(header);
        switch (header.opcode()) {
            case Opcode.SCSI_RESPONSE -> {
                return scsiResponse();
            }
            case Opcode.R2T -> {
                return readyToTransfer();
            }
            case Opcode.DATA_IN -> {
                return status == NO_SLOT || probed(status);
            }
            case Opcode.LOGIN_RESPONSE -> {
                return state == State.LOGIN ? loginResponse() : fail("a Login Response after login");
            }
            case Opcode.NOP_IN -> {
                return ping();
            }
            case Opcode.LOGOUT_RESPONSE -> {
                return false;
            }
            case Opcode.REJECT -> {
                final RejectFlyweight reject = new RejectFlyweight();
                reject.wrapHeader(headerAddress);
                return fail("the target rejects a PDU, reason " + reject.reason());
            }
            case Opcode.ASYNC_MESSAGE -> {
                expStatSn = header.statSn() + 1;
                return true;
            }
            default -> {
                return fail("a PDU with opcode 0x" + Integer.toHexString(header.opcode()));
            }
        }
    }

    private void window(final TargetHeaderFlyweight from) {
        if (SerialNumber.less(maxCmdSn, from.maxCmdSn())) {
            maxCmdSn = from.maxCmdSn();
            if (!commands.isEmpty()) {
                agent.dirty(this);
            }
        }
    }

    private boolean scsiResponse() {
        response.wrapHeader(headerAddress);
        expStatSn = response.statSn() + 1;
        if (response.initiatorTaskTag() == CONTROL_TAG) {
            return probed(response.status());
        }
        final int ofSlot = tasks.slot(response.initiatorTaskTag());
        if (ofSlot == NO_SLOT) {
            return fail("a SCSI Response for no task under way");
        }
        if (response.response() != ScsiResponseFlyweight.COMPLETED) {
            return fail("a SCSI Response with response code " + response.response());
        }
        agent.ended(this, ofSlot, response.status(), Cdb.sense(controlAddress, controlLength));
        return true;
    }

    private boolean readyToTransfer() {
        r2t.wrapHeader(headerAddress);
        final int ofSlot = tasks.slot(r2t.initiatorTaskTag());
        final long from = r2t.bufferOffset();
        final long length = r2t.desiredDataTransferLength();
        if (ofSlot == NO_SLOT || !tasks.write[ofSlot] || length == 0 || from + length > workload.block()) {
            return fail("an R2T that fits no write under way");
        }
        begin(ofSlot, r2t.targetTransferTag(), (int) from, (int) (from + length));
        agent.dirty(this);
        return true;
    }

    private boolean loginResponse() {
        final LoginResponseFlyweight answer = new LoginResponseFlyweight();
        answer.wrapHeader(headerAddress);
        if (answer.status() != 0) {
            return fail(String.format("login to %s failed with status 0x%04x", url, answer.status()));
        }
        expStatSn = answer.statSn() + 1;
        maxCmdSn = answer.maxCmdSn();
        final byte[] text = new byte[controlLength];
        control.clear().get(text);
        login.answer(new String(text, StandardCharsets.UTF_8), answer.transit() ? answer.nextStage() : -1);
        if (login.stage() == LoginRequestFlyweight.FULL_FEATURE_STAGE) {
            reader.digests(login.headerDigest(), login.dataDigest());
            writer.digests(login.headerDigest(), login.dataDigest());
            state = State.PROBING;
        }
        requestDue = true;
        agent.dirty(this);
        return true;
    }

    private boolean probed(final int withStatus) {
        if (state != State.PROBING) {
            return true;
        }
        if (withStatus != Cdb.GOOD) {
            // Unit attentions come first; each is told once.
            requestDue = true;
            agent.dirty(this);
            return ++probes < MOST_PROBES || fail("READ CAPACITY to " + url + " keeps failing, status " + withStatus);
        }
        state = State.READY;
        wasReady = true;
        control.order(ByteOrder.BIG_ENDIAN);
        agent.ready(this, control.getInt(8), control.getLong(0) + 1);
        return true;
    }

    private boolean ping() {
        final NopInFlyweight nop = new NopInFlyweight();
        nop.wrapHeader(headerAddress);
        if (nop.targetTransferTag() != BasicHeaderFlyweight.NO_TAG) {
            pings.addInt(nop.targetTransferTag());
            agent.dirty(this);
        }
        return true;
    }

    /** Begins again what the last connection left under way. */
    void resubmit() {
        for (int i = 0; i < tasks.depth(); i++) {
            if (tasks.tag[i] != 0) {
                tasks.received[i] = 0;
                submit(i);
            }
        }
    }

    @Override
    public void onFilled() {
        throw new IllegalStateException("nothing is received into memory of its own");
    }

    @Override
    public void onSent() {
        flush();
    }

    @Override
    public void onClosed(final int errno) {
        state = State.CLOSED;
        agent.closed(this, wasReady, errno);
        wasReady = false;
    }

    @Override
    public void onDigestError(final String what) {
        fail("the " + what + " does not match");
    }

    private boolean fail(final String why) {
        agent.fault(this, why);
        close();
        return false;
    }
}
