package orbis.engine.io;

class UringSocketTest extends SocketContractTest {
    @Override
    IoEngine open(final IoOptions options) {
        return new UringEngine(options);
    }
}
