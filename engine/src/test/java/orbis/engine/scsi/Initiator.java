package orbis.engine.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.UnsafeApi;
import orbis.engine.io.BufferPool;
import orbis.engine.io.IoEngine;
import orbis.protocol.scsi.SenseKey;
import orbis.sys.RawIo;
import orbis.sys.Slab;

/** Sends commands to a device as a session does, and keeps what comes back. */
final class Initiator implements TaskTransport {
    final Nexus nexus;
    /** Whether Data-In is held back until {@link #sendHeld()}. */
    boolean holdDataIn;
    int attribute = ScsiTask.SIMPLE;
    long lun;

    private final ScsiDevice device;
    private final BufferPool buffers;
    private final IoEngine engine;
    private final Map<ScsiTask, Outcome> outcomes = new HashMap<>();
    private final List<Runnable> held = new ArrayList<>();
    private int slots;

    Initiator(
        final ScsiDevice device, final BufferPool buffers, final IoEngine engine, final String name,
        final long isid) {
        this.device = device;
        this.buffers = buffers;
        this.engine = engine;
        nexus = device.attach(name, isid, 1);
    }

    /** Has all unit attentions told. */
    Initiator ready() {
        Outcome outcome;
        do {
            outcome = run("00 00 00 00 00 00");
        } while (outcome.key() == SenseKey.UNIT_ATTENTION);
        return this;
    }

    /** Runs a command without Data-Out, to its end. */
    Outcome run(final String cdb) {
        return settle(start(cdb, 0, 1 << 20, null));
    }

    /** Runs a command that expects so much Data-In. */
    Outcome run(final String cdb, final int expectedDataIn) {
        return settle(start(cdb, 0, expectedDataIn, null));
    }

    /** Runs a command with Data-Out, to its end. */
    Outcome run(final String cdb, final byte[] dataOut) {
        return settle(start(cdb, dataOut.length, 0, dataOut));
    }

    /** Begins a command, and hands over its Data-Out, or as much of it as the command wants. */
    Outcome start(final String cdb, final int expectedOut, final int expectedIn, final byte[] dataOut) {
        return start(HexFormat.of().parseHex(cdb.replace(" ", "")), expectedOut, expectedIn, dataOut);
    }

    Outcome start(final byte[] cdb, final int expectedOut, final int expectedIn, final byte[] dataOut) {
        final ScsiTask task = new ScsiTask(slots++);
        final Outcome outcome = new Outcome(task);
        outcomes.put(task, outcome);
        task.reset();
        task.cdb().putBytes(0, cdb);
        task.cdbLength(cdb.length).lun(lun).attribute(attribute).nexus(nexus).transport(this)
            .expectedDataOut(expectedOut).expectedDataIn(expectedIn);
        device.begin(task);
        if (task.ended()) {
            outcome.completions++;
            return outcome;
        }
        if (task.dataOutTotal() == 0) {
            device.execute(task);
            return outcome;
        }
        for (int offset = 0; offset < task.dataOutTotal(); offset += ScsiTask.MAX_CHUNK_LENGTH) {
            final int length = Math.min(ScsiTask.MAX_CHUNK_LENGTH, task.dataOutTotal() - offset);
            final long address = buffers.acquire(length);
            for (int i = 0; i < length; i++) {
                UnsafeApi.putByte(address + i, dataOut[offset + i]);
            }
            device.dataOut(task, address, offset, length);
        }
        return outcome;
    }

    Outcome settle(final Outcome outcome) {
        for (int turn = 0; turn < 100_000 && !outcome.over(); turn++) {
            step();
        }
        if (!outcome.over()) {
            throw new AssertionError("the command does not end");
        }
        return outcome;
    }

    void step() {
        engine.poll();
        buffers.tellWaiters();
    }

    void sendHeld() {
        final List<Runnable> now = new ArrayList<>(held);
        held.clear();
        now.forEach(Runnable::run);
    }

    @Override
    public void dataIn(final ScsiTask task, final long address, final int length, final boolean last) {
        dataIn(task, address, length, last, bytes -> {
            for (int i = 0; i < length; i++) {
                bytes[i] = UnsafeApi.getByte(address + i);
            }
        });
    }

    @Override
    public void dataInOfFile(
        final ScsiTask task, final int file, final long position, final int length, final boolean last) {
        outcomes.get(task).ofFile = true;
        dataIn(task, position, length, last, bytes -> {
            try (Slab copy = new Slab(length)) {
                assertEquals(length, RawIo.read(file, copy.address(), length, position, 0));
                for (int i = 0; i < length; i++) {
                    bytes[i] = UnsafeApi.getByte(copy.address() + i);
                }
            }
        });
    }

    private void dataIn(
        final ScsiTask task, final long place, final int length, final boolean last, final Consumer<byte[]> source) {
        final Outcome outcome = outcomes.get(task);
        if (outcome.over()) {
            throw new AssertionError("Data-In after the end");
        }
        final Runnable send = () -> {
            final byte[] bytes = new byte[length];
            source.accept(bytes);
            outcome.bytes.writeBytes(bytes);
            device.dataInSent(task, place, length);
        };
        outcome.lastDataIn = length;
        if (last) {
            outcome.completions++;
        }
        if (holdDataIn) {
            held.add(send);
        } else {
            send.run();
        }
    }

    @Override
    public void turnCame(final ScsiTask task) {
        outcomes.get(task).turns++;
    }

    @Override
    public void dataOutDone(final ScsiTask task, final long address, final int length) {
        buffers.release(address, length);
        outcomes.get(task).dataOutGivenBack += length;
    }

    @Override
    public void complete(final ScsiTask task) {
        final Outcome outcome = outcomes.get(task);
        if (outcome.over() || !task.ended()) {
            throw new AssertionError("a second end, or one without status");
        }
        outcome.completions++;
    }

    @Override
    public void aborted(final ScsiTask task) {
        final Outcome outcome = outcomes.get(task);
        if (outcome.over()) {
            throw new AssertionError("a second end");
        }
        outcome.abortions++;
    }

    @Override
    public void released(final ScsiTask task) {
        outcomes.get(task).releases++;
    }
}
