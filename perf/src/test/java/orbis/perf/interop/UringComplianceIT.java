package orbis.perf.interop;

/** {@link ComplianceContract} on the I/O engine {@code uring}. */
class UringComplianceIT extends ComplianceContract {
    @Override
    String engine() {
        return "uring";
    }
}
