package orbis.engine.io;

class NioFileTest extends FileContractTest {
    @Override
    IoEngine open(final IoOptions options) {
        return new NioEngine(options);
    }
}
