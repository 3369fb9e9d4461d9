package orbis.engine.scsi;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import orbis.protocol.scsi.ScsiStatus;

/** What became of a command. */
final class Outcome {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final ScsiTask task;
    int completions;
    int abortions;
    int releases;
    int dataOutGivenBack;
    int lastDataIn;
    int turns;
    boolean ofFile;

    Outcome(final ScsiTask task) {
        this.task = task;
    }

    boolean over() {
        return completions + abortions > 0;
    }

    int status() {
        return task.status();
    }

    boolean good() {
        return completions == 1 && task.status() == ScsiStatus.GOOD;
    }

    int key() {
        return (task.sense().getByte(0) & 0x7F) >= 0x72 ? task.sense().getByte(1) & 0xF : task.sense().getByte(2) & 0xF;
    }

    /** ASC and ASCQ; -1 without sense data. */
    int additional() {
        if (task.senseLength() == 0) {
            return -1;
        }
        final int at = (task.sense().getByte(0) & 0x7F) >= 0x72 ? 2 : 12;
        return (task.sense().getByte(at) & 0xFF) << 8 | task.sense().getByte(at + 1) & 0xFF;
    }

    /** The 32-bit information field of fixed format, or -1 when it is not valid. */
    long information() {
        return task.sense().getByte(0) < 0
            ? ByteBuffer.wrap(task.sense().byteArray()).getInt(3) & 0xFFFF_FFFFL : -1;
    }

    byte[] data() {
        return bytes.toByteArray();
    }

    ByteBuffer view() {
        return ByteBuffer.wrap(data());
    }
}
