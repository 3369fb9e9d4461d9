package orbis.engine.session;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.iscsi.BasicHeaderFlyweight;
import orbis.protocol.iscsi.DataInFlyweight;
import orbis.protocol.iscsi.R2tFlyweight;
import orbis.protocol.iscsi.ScsiResponseFlyweight;
import orbis.protocol.iscsi.SessionParameters;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes the PDUs that answer SCSI commands: Data-In, R2T, SCSI Response. */
final class CommandAnswers {
    private static final int CHECK_CONDITION = 0x02;
    private static final int TASK_SET_FULL = 0x28;
    private static final int TASK_ABORTED = 0x40;
    private static final int ABORTED_COMMAND = 0x0b;
    /** Fixed sense data: as much as has a meaning here (SPC-4 4.5.3). */
    private static final int FIXED_SENSE_LENGTH = 18;

    private final PduOutput output;
    private final OutPduPool pdus;
    private final SessionParameters parameters;
    private final DataInFlyweight dataIn = new DataInFlyweight();
    private final R2tFlyweight r2t = new R2tFlyweight();
    private final ScsiResponseFlyweight response = new ScsiResponseFlyweight();
    private final UnsafeBuffer data = new UnsafeBuffer(0, 0);

    CommandAnswers(final PduOutput output, final OutPduPool pdus, final SessionParameters parameters) {
        this.output = output;
        this.pdus = pdus;
        this.parameters = parameters;
    }

    void dataIn(final IscsiTask task, final int file, final long address, final int length, final boolean last) {
        final OutPdu pdu = pdus.acquire().task(task).data(address, length).file(file).last(last)
            .dataOffset(task.dataInOffset());
        task.advanceDataIn(length);
        dataIn.wrapHeader(pdu.header());
        dataIn.blank().targetTransferTag(BasicHeaderFlyweight.NO_TAG).initiatorTaskTag(task.initiatorTaskTag());
        output.send(pdu);
    }

    /** Completes the header of one PDU of Data-In, which is cut from {@code pdu}. */
    void stampDataIn(final OutPdu pdu, final long cell, final int length) {
        final IscsiTask task = pdu.task();
        final int offset = pdu.dataOffset() + pdu.sent();
        final boolean status = pdu.last() && pdu.sent() + length == pdu.dataLength();
        dataIn.wrapHeader(cell);
        dataIn.bufferOffset(offset).dataSn(task.takeDataSn());
        dataIn.finalBit(task.endsSequence(
            length, Session.dataSegmentLength(parameters), parameters.maxBurstLength())
            || status || offset + length == task.dataInTotal());
        dataIn.statusPresent(status);
        if (status) {
            final long residual = task.expectedDataIn() - task.dataInLength();
            dataIn.underflow(residual > 0).overflow(residual < 0).residualCount(Math.abs(residual));
        }
    }

    void readyToTransfer(final IscsiTask task, final int tag, final int offset, final int length) {
        final OutPdu pdu = pdus.acquire().task(task).advancesStatSn(false);
        r2t.wrapHeader(pdu.header());
        r2t.blank().targetTransferTag(tag).r2tSn(task.takeDataSn()).bufferOffset(offset)
            .desiredDataTransferLength(length).lun(task.lun()).initiatorTaskTag(task.initiatorTaskTag());
        output.send(pdu);
    }

    void response(final IscsiTask task) {
        final OutPdu pdu = pdus.acquire().task(task);
        begin(pdu, task.initiatorTaskTag(), task.status(), residual(task));
        if (task.senseLength() > 0) {
            data.wrap(pdu.shortData(), OutPdu.SHORT_DATA_LENGTH);
            data.putShort(0, (short) task.senseLength(), BIG_ENDIAN);
            data.putBytes(Short.BYTES, task.sense(), 0, task.senseLength());
            pdu.data(pdu.shortData(), Short.BYTES + task.senseLength());
        }
        output.send(pdu);
    }

    /** What the initiator expects to be moved, less what the command moves (RFC 7143 section 11.4.5). */
    private static long residual(final IscsiTask task) {
        final boolean output = task.expectedDataOut() > 0 || task.dataOutLength() > 0;
        return output ? task.expectedDataOut() - task.dataOutLength()
            : task.expectedDataIn() - task.dataInLength();
    }

    /** Completes the header of a SCSI Response that goes out now. */
    void stampResponse(final OutPdu pdu, final long cell) {
        response.wrapHeader(cell);
        response.expDataSn(pdu.task().dataSn());
    }

    /** Refuses a command for want of memory: the initiator tries again. */
    void busy(final int initiatorTaskTag, final long expected) {
        final OutPdu pdu = pdus.acquire();
        begin(pdu, initiatorTaskTag, TASK_SET_FULL, expected);
        output.send(pdu);
    }

    /** Tells that another initiator has aborted a command. */
    void aborted(final IscsiTask task) {
        final OutPdu pdu = pdus.acquire();
        begin(pdu, task.initiatorTaskTag(), TASK_ABORTED, 0);
        output.send(pdu);
    }

    /** Ends a command whose data did not come as it must. */
    void dataFault(final int initiatorTaskTag, final long expected, final DataFault fault) {
        final OutPdu pdu = pdus.acquire();
        begin(pdu, initiatorTaskTag, CHECK_CONDITION, expected);
        UnsafeApi.setMemory(pdu.shortData(), Short.BYTES + FIXED_SENSE_LENGTH, (byte) 0);
        data.wrap(pdu.shortData(), OutPdu.SHORT_DATA_LENGTH);
        data.putShort(0, (short) FIXED_SENSE_LENGTH, BIG_ENDIAN);
        data.putByte(2, (byte) 0x70);
        data.putByte(4, (byte) ABORTED_COMMAND);
        data.putByte(9, (byte) (FIXED_SENSE_LENGTH - 8));
        data.putByte(14, (byte) fault.additionalSenseCode());
        data.putByte(15, (byte) fault.qualifier());
        output.send(pdu.data(pdu.shortData(), Short.BYTES + FIXED_SENSE_LENGTH));
    }

    private void begin(final OutPdu pdu, final int initiatorTaskTag, final int status, final long residual) {
        response.wrapHeader(pdu.header());
        response.blank().response(ScsiResponseFlyweight.COMPLETED).status(status)
            .underflow(residual > 0).overflow(residual < 0).residualCount(Math.abs(residual))
            .initiatorTaskTag(initiatorTaskTag);
    }
}
