package orbis.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchTest {
    @ParameterizedTest
    @ValueSource(strings = {"bench", "bench load", "bench compare", "bench soak", "bench tftp",
        "bench dhcp", "bench jmh"})
    void shouldExplainItself(final String command) {
        assertEquals(0, Bench.run((command + " --help").split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bench loot", "bench load", "bench load --depth",
        "bench load --depth many iscsi://h/iqn.a/0", "bench load --block 4kb iscsi://h/iqn.a/0",
        "bench load --pattern zigzag iscsi://h/iqn.a/0", "bench tftp --servers orbis,dnsmaq",
        "bench tftp --file-mb 2048", "bench tftp --mb 2048", "bench tftp --clients 0", "bench dhcp --warm-up 5"})
    void shouldEndWithTwoWhenTheCommandLineIsWrong(final String command) {
        assertEquals(2, Bench.run(command.split(" ")));
    }

    @Test
    void shouldEndWithOneWhenARunCannotBegin() {
        assertEquals(1, Bench.run("bench", "load", "not-a-url"));
        assertEquals(1, Bench.run("bench", "load", "--depth", "0", "iscsi://127.0.0.1:1/iqn.a/0"));
        assertEquals(1, Bench.run("bench", "load", "iscsi://127.0.0.1:1/iqn.a/0"));
    }
}
