package orbis.engine.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import orbis.protocol.scsi.SenseKey;

/** Any CDBs with any data, some of them aborted: each ends once, within what was expected, and all buffers return. */
class ScsiDeviceFuzzTest {
    private static final int MAX_TRANSFER = 1 << 18;
    private static final int MAX_COMMANDS = 24;

    @FuzzTest(maxDuration = "60s")
    void shouldEndEveryCommandOnce(final FuzzedDataProvider data) {
        final ScriptedStore store = new ScriptedStore(256 << 10, 512);
        store.mapped = data.consumeBoolean();
        store.volatileCache = data.consumeBoolean();
        final DeviceIdentity identity = new DeviceIdentity(DeviceFixture.NAME, "serial", data.consumeBoolean());
        try (DeviceFixture fixture = new DeviceFixture(store, 16 << 20, identity)) {
            final Initiator initiator = fixture.initiator();
            final List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < MAX_COMMANDS && data.remainingBytes() > 0; i++) {
                final Outcome outcome = start(data, initiator);
                outcomes.add(outcome);
                if (!outcome.over() && data.consumeProbabilityFloat() < 0.1f) {
                    fixture.device.abort(outcome.task);
                } else if (data.consumeBoolean()) {
                    initiator.step();
                }
            }
            for (final Outcome outcome : outcomes) {
                initiator.settle(outcome);
                assertEquals(1, outcome.completions + outcome.abortions);
                assertTrue(outcome.data().length <= outcome.task.expectedDataIn());
                assertTrue(outcome.task.dataOutTotal() == outcome.dataOutGivenBack || outcome.task.ended());
            }
            initiator.attribute = ScsiTask.SIMPLE;
            while (initiator.run("03 00 00 00 fc 00").data()[2] == SenseKey.NOT_READY) {
                initiator.step();
            }
        }
    }

    private static Outcome start(final FuzzedDataProvider data, final Initiator initiator) {
        initiator.attribute = data.consumeInt(0, 7);
        final byte[] known = CommandTable.all().get(data.consumeInt(0, CommandTable.all().size() - 1)).usage();
        final byte[] cdb = data.consumeBytes(16);
        if (cdb.length > 1 && data.consumeProbabilityFloat() < 0.9f) {
            cdb[0] = known[0];
            if (CommandTable.hasServiceActions(known[0] & 0xFF)) {
                cdb[1] = (byte) (cdb[1] & 0xE0 | known[1] & 0x1F);
            }
        }
        final boolean writes = data.consumeBoolean();
        final byte[] out = writes ? data.consumeBytes(data.consumeInt(0, 4096)) : new byte[0];
        final int expectedOut = writes && data.consumeBoolean() ? data.consumeInt(0, MAX_TRANSFER) : out.length;
        final byte[] all = Arrays.copyOf(out, expectedOut);
        return initiator.start(cdb, expectedOut, writes ? 0 : data.consumeInt(0, MAX_TRANSFER), all);
    }
}
