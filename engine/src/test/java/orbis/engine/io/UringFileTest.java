package orbis.engine.io;

class UringFileTest extends FileContractTest {
    @Override
    IoEngine open(final IoOptions options) {
        return new UringEngine(options);
    }
}
