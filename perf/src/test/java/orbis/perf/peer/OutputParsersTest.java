package orbis.perf.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class OutputParsersTest {
    @Test
    void shouldTakeTheLastAverageOfIscsiPerf() {
        final String output = "connected to iscsi://127.0.0.1/iqn.a/1\n"
            + "capacity is 2097152 blocks or 1073741824 byte (1024 MB)\nwill run for 3 seconds.\n\n\n"
            + "\r00:00:02 - lba 768206, iops current 23471 (91 MB/s), iops average 23471 (91 MB/s), busy 0"
            + "\r00:00:01 - lba 1114308, iops current 24968 (97 MB/s), iops average 24219 (94 MB/s), busy 0"
            + "\riops average 24238 (94 MB/s)                    \n\nfinished.";

        assertEquals(24238, IscsiPerf.parse(output));
    }

    @Test
    void shouldSayWhenIscsiPerfGaveNoResult() {
        assertThrows(IllegalStateException.class, () -> IscsiPerf.parse("Failed to login\n"));
    }

    @Test
    void shouldTakeTheSecondsOfQemuImgBench() {
        assertEquals(7.512, QemuBench.parse("Sending 100000 write requests, 4096 bytes each, 32 in parallel "
            + "(starting at offset 0, step size 4096)\nRun completed in 7.512 seconds.\n"));
    }

    @Test
    void shouldSayWhenQemuImgBenchGaveNoResult() {
        assertThrows(IllegalStateException.class, () -> QemuBench.parse("qemu-img: Could not open\n"));
    }
}
