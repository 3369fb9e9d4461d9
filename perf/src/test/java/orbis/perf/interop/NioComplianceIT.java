package orbis.perf.interop;

/** {@link ComplianceContract} on the I/O engine {@code nio}. */
class NioComplianceIT extends ComplianceContract {
    @Override
    String engine() {
        return "nio";
    }
}
