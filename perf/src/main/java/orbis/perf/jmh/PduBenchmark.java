package orbis.perf.jmh;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.BufferUtil;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import orbis.protocol.iscsi.DataInFlyweight;
import orbis.protocol.iscsi.ScsiCommandFlyweight;

/** Headers: what a read costs in coding alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PduBenchmark {
    private final ByteBuffer memory = BufferUtil.allocateDirectAligned(64, 64);
    private final long address = BufferUtil.address(memory);
    private final ScsiCommandFlyweight command = new ScsiCommandFlyweight();
    private final DataInFlyweight dataIn = new DataInFlyweight();
    private int number;

    /** Wraps a SCSI Command and reads what a target needs of it. */
    @Benchmark
    public long decodeCommand() {
        command.wrapHeader(address);
        return command.opcode() + command.flags() + command.dataSegmentLength() + command.lun()
            + command.initiatorTaskTag() + command.expectedDataTransferLength() + command.cmdSn() + command.expStatSn();
    }

    /** Writes the header of a Data-In PDU that carries the status. */
    @Benchmark
    public DataInFlyweight encodeDataIn() {
        dataIn.wrapHeader(address);
        dataIn.blank().finalBit(true).statusPresent(true).targetTransferTag(DataInFlyweight.NO_TAG).dataSn(0)
            .bufferOffset(0);
        dataIn.statSn(number).expCmdSn(number).maxCmdSn(number + 128).dataSegmentLength(4096)
            .initiatorTaskTag(number++);
        return dataIn;
    }
}
