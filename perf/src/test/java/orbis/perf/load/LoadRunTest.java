package orbis.perf.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LoadRunTest {
    private static final int BLOCKS = 4096;

    private FakeTarget target;

    @BeforeEach
    void start() throws IOException {
        target = new FakeTarget(BLOCKS);
    }

    @AfterEach
    void stop() throws IOException {
        target.close();
        assertEquals(List.of(), target.faults);
    }

    @Test
    void shouldDoAsManyIosAsAskedAndLogOut() throws Exception {
        final LoadResult result = run(counted(500).sessions(3).threads(2));

        assertEquals(500, result.count());
        assertEquals(500, result.reads().getTotalCount());
        assertEquals(500, target.reads.get());
        assertEquals(3, target.logouts.get());
        assertEquals(0, result.errors());
    }

    @Test
    void shouldMixReadsAndWrites() throws Exception {
        final LoadResult result = run(counted(2000).readPercent(70));

        assertEquals(2000, result.reads().getTotalCount() + result.writes().getTotalCount());
        assertEquals(1400, result.reads().getTotalCount(), 150);
        assertEquals(result.writes().getTotalCount(), target.writes.get());
    }

    /** Immediate, unsolicited and solicited data, in PDUs of many sizes, with and without digests. */
    @ParameterizedTest
    @CsvSource({"262144,262144,Yes,No,false", "512,262144,Yes,No,true", "1024,2048,Yes,No,false",
        "1024,2048,No,No,true", "1024,2048,Yes,Yes,false", "8192,8192,No,Yes,true"})
    void shouldFindWhatItWrote(
        final String maxReceived, final String firstBurst, final String immediate, final String initialR2t,
        final boolean digests) throws Exception {
        target.keys.put("MaxRecvDataSegmentLength", maxReceived);
        target.keys.put("FirstBurstLength", firstBurst);
        target.keys.put("ImmediateData", immediate);
        target.keys.put("InitialR2T", initialR2t);

        final LoadResult result =
            run(counted(600).readPercent(50).block(8192).verify(true).sessions(2).digests(digests, digests));

        assertEquals(List.of(), result.messages());
        assertEquals(600, result.count());
        assertEquals(0, result.mismatches());
        assertEquals("262144".equals(firstBurst), target.solicited.get() == 0
            || "8192".equals(firstBurst) && "No".equals(initialR2t));
    }

    @Test
    void shouldTellWhenDataIsNotWhatWasWritten() throws Exception {
        target.corrupting = true;

        final LoadResult result = run(counted(400).readPercent(50).verify(true).range(64 * 4096));

        assertTrue(result.mismatches() > 0);
        assertTrue(result.messages().get(0).contains("holds damaged data"), result.messages().toString());
    }

    @Test
    void shouldCountIosThatEndWithAnErrorAndGoOn() throws Exception {
        target.status = 0x18;

        final LoadResult result = run(counted(50));

        assertEquals(50, result.errors());
        assertEquals(0, result.count());
        assertTrue(result.messages().get(0).contains("status 0x18"), result.messages().toString());
    }

    @Test
    void shouldRepeatWhatAUnitAttentionCutShort() throws Exception {
        target.unitAttentions.set(4);

        final LoadResult result = run(counted(50));

        assertEquals(50, result.count());
        assertEquals(0, result.errors());
    }

    @Test
    void shouldKeepWithinTheWindowOfCommands() throws Exception {
        target.maxCmdSnAhead = 1;

        assertEquals(100, run(counted(100).depth(16)).count());
    }

    @Test
    void shouldAnswerPings() throws Exception {
        target.pinging = true;

        run(counted(100).depth(1));

        assertTrue(target.pongs.get() >= 99, "pongs: " + target.pongs.get());
    }

    @Test
    void shouldEndTheRunWhenTheConnectionIsLost() {
        target.dropAfter.set(20);

        final Exception fault = assertThrows(IOException.class, () -> run(counted(1000)));

        assertTrue(fault.getMessage().contains("the connection to"), fault.getMessage());
    }

    @Test
    void shouldComeBackByItselfAndRepeatWhatWasUnderWay() throws Exception {
        target.dropAfter.set(200);

        final LoadResult result =
            run(counted(1000).readPercent(50).verify(true).reconnect(Duration.ofSeconds(20)));

        assertEquals(1000, result.count());
        assertEquals(0, result.errors() + result.mismatches());
        assertTrue(target.dropAfter.get() < 0, "the connection was never lost");
    }

    @Test
    void shouldSayWhyALoginFailed() {
        target.loginStatus = 0x0203;

        final Exception fault = assertThrows(IOException.class, () -> run(counted(1)));

        assertTrue(fault.getMessage().contains("failed with status 0x0203"), fault.getMessage());
    }

    @Test
    void shouldSayWhenNobodyListens() throws IOException {
        target.close();

        final Exception fault = assertThrows(IOException.class, () -> run(counted(1)));

        assertTrue(fault.getMessage().contains("no connection to iscsi://127.0.0.1"), fault.getMessage());
    }

    @Test
    void shouldKeepTheRateOfTheOpenLoop() throws Exception {
        final LoadResult result = run(new Workload().rate(400).depth(32)
            .warmUp(Duration.ofMillis(200)).duration(Duration.ofSeconds(2)));

        assertEquals(400, result.iops(), 100);
    }

    @Test
    void shouldCountTheWaitingOfIosThatWereDueInTheOpenLoop() throws Exception {
        // One command at a time and far more of them due than can be done: each waits longer than the one before.
        target.maxCmdSnAhead = 1;

        final LoadResult result = run(new Workload().rate(2_000_000).depth(1)
            .warmUp(Duration.ZERO).duration(Duration.ofSeconds(1)));

        assertTrue(result.reads().getMaxValue() > 300_000_000L, "max " + result.reads().getMaxValue());
    }

    @Test
    void shouldLeaveSessionsIdleThatAreNotActive() throws Exception {
        final LoadResult result = run(new Workload().sessions(5).active(0)
            .warmUp(Duration.ZERO).duration(Duration.ofMillis(300)));

        assertEquals(0, result.count());
        assertEquals(0, target.reads.get());
        assertEquals(5, target.logouts.get());
    }

    private LoadResult run(final Workload workload) throws Exception {
        return LoadRun.run(List.of(target.url()), workload, LoadObserver.NONE);
    }

    private static Workload counted(final long count) {
        return new Workload().count(count).warmUp(Duration.ZERO).duration(Duration.ofSeconds(40)).depth(8);
    }
}
