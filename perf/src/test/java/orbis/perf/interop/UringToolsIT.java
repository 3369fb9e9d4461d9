package orbis.perf.interop;

/** {@link ToolsContract} on the I/O engine {@code uring}. */
class UringToolsIT extends ToolsContract {
    @Override
    String engine() {
        return "uring";
    }
}
