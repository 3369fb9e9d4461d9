package orbis.perf.interop;

import java.util.List;
import java.util.Set;

/**
 * Tests of libiscsi's suite that one disk is put to.
 *
 * @param disk    its name.
 * @param tests   what is run, one after the other, as {@code --test} takes it.
 * @param paths   portals to go by: 1 or 2.
 * @param skipped what cannot apply to this disk: names of suites, or of tests with their suite. Another disk has it.
 */
record SuiteRun(String disk, List<String> tests, int paths, Set<String> skipped) {
    /** All that SANITIZE's disk is not needed for, on a disk of 512-byte blocks in physical blocks of 4096. */
    static SuiteRun whole512e(final String disk) {
        // UnmapSingle asks about one block and wants to be told of another, unless they are as large as physical ones.
        return new SuiteRun(disk, List.of("ALL.[!GS]*", "ALL.GetLBAStatus.[!U]*", "ALL.StartStopUnit"), 2,
            Set.of("NoMedia", "PreventAllow", "StartStopUnit.Simple", "ReadOnly"));
    }

    /** The same on a disk the physical blocks of which are its logical blocks: nothing is less than one. */
    static SuiteRun whole(final String disk) {
        return new SuiteRun(disk, List.of("ALL.[!S]*", "ALL.StartStopUnit"), 2,
            Set.of("NoMedia", "PreventAllow", "StartStopUnit.Simple", "ReadOnly",
                "WriteSame10.UnmapUnaligned", "WriteSame16.UnmapUnaligned", "CompareAndWrite.InvalidDataOutSize",
                "WriteSame10.InvalidDataOutSize", "WriteSame16.InvalidDataOutSize"));
    }

    /** What a disk of its own kind is for; by one path: Sanitize.Reservations would leave the second one reserved. */
    static SuiteRun of(final String disk, final String... tests) {
        return new SuiteRun(disk, List.of(tests), 1, Set.of());
    }

    /** Whether a test may be skipped. */
    boolean maySkip(final String test) {
        return skipped.contains(test) || skipped.contains(test.substring(0, test.indexOf('.')));
    }
}
