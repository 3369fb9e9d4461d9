package orbis.perf.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TestSuiteResultTest {
    @Test
    void shouldTellPassedFailedAndSkippedApart() {
        final TestSuiteResult result = TestSuiteResult.parse("""
            Suite: CompareAndWrite
              Test: Simple ...    [FAILED] wrong sense

            FAILED
                1. test_compareandwrite_simple.c:71  - CU_ASSERT_EQUAL(_r,0)
              Test: DpoFua ...passed
            Suite: ExtendedCopy
              Test: Simple ...    [SKIPPED] EXTENDEDCOPY is not implemented.
            passed
              Test: UnmapSingle ...FAILED
                1. test_get_lba_status_unmap_single.c:135  - CU_FAIL("[FAILED] offset")
              Test: Cut ...    [INFO] and then nothing

            Run Summary:    Type  Total    Ran Passed Failed Inactive
                           tests      5      5      3      2        0
            """);

        assertEquals(Set.of("CompareAndWrite.DpoFua"), result.passed());
        assertEquals(Set.of("ExtendedCopy.Simple"), result.skipped());
        assertEquals(Set.of("CompareAndWrite.Simple", "ExtendedCopy.UnmapSingle", "ExtendedCopy.Cut"),
            result.failed());
        assertEquals("1 passed, 3 failed, 1 skipped", result.summary());
    }

    @Test
    void shouldFindNothingInNothing() {
        assertEquals(0, TestSuiteResult.parse("").tests());
    }
}
