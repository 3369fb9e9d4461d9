package orbis.perf.interop;

/** {@link ToolsContract} on the I/O engine {@code nio}. */
class NioToolsIT extends ToolsContract {
    @Override
    String engine() {
        return "nio";
    }
}
