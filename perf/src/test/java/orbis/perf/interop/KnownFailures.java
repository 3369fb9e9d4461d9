package orbis.perf.interop;

import java.util.Set;

/** Tests of libiscsi 1.19 that cannot pass, each with its reason. */
final class KnownFailures {
    static final Set<String> NAMES = Set.of(
        // Want INVALID FIELD IN CDB where SBC-4 5.3 asks for INVALID FIELD IN COMMAND INFORMATION UNIT.
        "CompareAndWrite.Simple", "CompareAndWrite.Miscompare",
        "GetLBAStatus.UnmapSingle", "WriteSame10.UnmapUntilEnd");

    private KnownFailures() {
    }
}
