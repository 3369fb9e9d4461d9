package orbis.engine.io;

class NioSocketTest extends SocketContractTest {
    @Override
    IoEngine open(final IoOptions options) {
        return new NioEngine(options);
    }
}
