package orbis.perf.steady;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import orbis.engine.io.IoOptions;
import orbis.engine.net.SocketOptions;
import orbis.engine.net.TargetEvents;
import orbis.engine.net.TargetOptions;
import orbis.engine.net.TargetServer;
import orbis.engine.scsi.DeviceIdentity;
import orbis.engine.session.Credentials;
import orbis.engine.session.Portal;
import orbis.engine.session.RateLimit;
import orbis.engine.session.TargetAnswer;
import orbis.engine.session.TargetDirectory;
import orbis.engine.status.CountersFile;
import orbis.engine.store.StoreOptions;
import orbis.engine.store.Stores;
import orbis.perf.load.LoadObserver;
import orbis.perf.load.LoadResult;
import orbis.perf.load.LoadRun;
import orbis.perf.load.TargetUrl;
import orbis.perf.load.Workload;
import orbis.protocol.iscsi.SessionParameters;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From PDU in to PDU out the target allocates nothing: counted by the JVM itself, for the agent's thread. With
 * {@code nio} that is true of Orbis, not of the selector below it.
 */
class AllocationIT {
    private static final String TARGET = "iqn.2022-07.san.iscsi:steady";
    private static final long SIZE = 64 << 20;
    /** Two logins, and what the JVM does by itself on this thread, may cost this much in all. */
    private static final long ALLOWANCE = 256 * 1024;
    /** The JDK's selector allocates a few dozen bytes at each wake-up: one for each I/O when things are slow. */
    private static final long SELECTOR_BYTES_PER_IO = 48;

    /** Only the count ends a run: a slow machine takes its time. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Timeout(420)
    @ParameterizedTest
    @CsvSource({"uring, memory, 4096, 1000000", "uring, file, 4096, 200000", "nio, memory, 4096, 200000",
        "nio, file, 4096, 200000", "uring, memory, 131072, 20000", "nio, memory, 131072, 20000"})
    void shouldAllocateNothingPerIo(
        final String engine, final String backing, final int block, final long count) throws Exception {
        final String path = "file".equals(backing) ? folder.resolve("disk.img").toString() : StoreOptions.MEMORY;
        try (TargetServer server = launch(engine)) {
            server.addDisk("steady", new DeviceIdentity(TARGET, "1"), Stores.open(new StoreOptions(path, SIZE)),
                RateLimit.unlimited()).get();
            server.accept();
            final InetSocketAddress portal = server.portals().get(0);
            run(portal, block, count / 2);
            final long before = allocatedByAgent();
            run(portal, block, count);
            final long allocated = allocatedByAgent() - before;
            final long allowance = ALLOWANCE + ("nio".equals(engine) ? count * SELECTOR_BYTES_PER_IO : 0);
            assertTrue(allocated < allowance, () -> allocated + " bytes allocated for " + count + " I/Os");
        }
    }

    private static void run(final InetSocketAddress portal, final int block, final long count) throws Exception {
        final TargetUrl url = TargetUrl.parse("iscsi://127.0.0.1:" + portal.getPort() + "/" + TARGET + "/0");
        final LoadResult result = LoadRun.run(List.of(url),
            new Workload().sessions(2).depth(16).block(block).readPercent(70).count(count).warmUp(Duration.ZERO)
                .duration(PATIENCE), LoadObserver.NONE);
        assertEquals(List.of(), result.messages());
        assertEquals(count, result.count());
    }

    private static long allocatedByAgent() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (final long id : threads.getAllThreadIds()) {
            if ("orbis-target-0".equals(threads.getThreadInfo(id).getThreadName())) {
                return threads.getThreadAllocatedBytes(id);
            }
        }
        throw new AssertionError("the agent's thread is gone");
    }

    private static TargetServer launch(final String engine) throws Exception {
        final TargetOptions options = new TargetOptions(
            List.of(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0)), 1, 1, engine, new IoOptions(),
            64 << 20, 1024, new TargetOptions.SessionLimits(64, 8, 64, TimeUnit.SECONDS.toNanos(15), 0,
                TimeUnit.SECONDS.toNanos(5)), SessionParameters.limits(), TargetOptions.Idle.PARK, List.of(),
            SocketOptions.NONE);
        return TargetServer.launch(
            options, new OneTarget(), Credentials.NONE, TargetEvents.NONE, CountersFile.inMemory(4, 64));
    }

    private static final class OneTarget implements TargetDirectory {
        @Override
        public TargetAnswer find(final String targetName, final String initiatorName, final Portal portal) {
            return TargetAnswer.found(null, 1);
        }

        @Override
        public void list(final String initiatorName, final Portal portal, final TargetVisitor visitor) {
            visitor.onTarget(TARGET, List.of(portal));
        }
    }
}
