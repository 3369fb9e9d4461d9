package orbis.perf.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class CollectorLogTest {
    @Test
    void shouldFindThePausesThatNobodyAskedFor() {
        final String log = """
            [0.012s][info][gc] Using Serial
            [1.250s][info][gc] GC(0) Pause Young (Allocation Failure) 17M->3M(62M) 2.103ms
            [2.000s][info][gc] GC(1) Pause Full (Diagnostic Command) 5M->3M(62M) 12.500ms
            [9.750s][info][gc] GC(2) Pause Full (Metadata GC Threshold) 5M->3M(62M) 8.000ms
            """;

        assertEquals(List.of(new CollectorLog.Pause(1.25, "Pause Young (Allocation Failure)", 2.103),
            new CollectorLog.Pause(9.75, "Pause Full (Metadata GC Threshold)", 8)), CollectorLog.pauses(log));
    }

    @Test
    void shouldFindThePausesThatArePhasesOfACollection() {
        final String log = """
            [51.089s][info][gc,phases] GC(4) Pause Mark Start 0.009ms
            [51.167s][info][gc,phases] GC(4) Concurrent Mark 75.514ms
            [51.173s][info][gc       ] GC(4) Garbage Collection (Allocation Rate) 90M(70%)->24M(19%)
            [62.301s][info][gc,phases] GC(5) Y: Pause Relocate Start (Major) 1.250ms
            """;

        assertEquals(List.of(new CollectorLog.Pause(51.089, "Pause Mark Start", 0.009),
            new CollectorLog.Pause(62.301, "Pause Relocate Start (Major)", 1.25)), CollectorLog.pauses(log));
    }

    @Test
    void shouldReadTheHeapThatHasNoGenerations() {
        final String info = """
            21345:
             ZHeap           used 22M, capacity 128M, max capacity 128M
             Metaspace       used 16221K, committed 16576K, reserved 1114112K
            """;

        assertEquals(22 << 20, CollectorLog.usedBytes(info));
    }

    @Test
    void shouldAddUpTheGenerations() {
        final String info = """
            16148:
             def new generation   total 19648K, used 1024K [0x00000000fc000000, 0x00000000fd550000, 0x00000000fd550000)
              eden space 17472K,   5% used [0x00000000fc000000, 0x00000000fc100000, 0x00000000fd110000)
             tenured generation   total 43712K, used 2048K [0x00000000fd550000, 0x0000000100000000, 0x0000000100000000)
             Metaspace       used 20840K, committed 21184K, reserved 1114112K
            """;

        assertEquals(3072 << 10, CollectorLog.usedBytes(info));
        assertThrows(IllegalStateException.class, () -> CollectorLog.usedBytes("no such process"));
    }
}
