package orbis.boot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import orbis.boot.http.BootFileHandler;
import orbis.boot.http.HttpBootServer;
import orbis.boot.tftp.FileLoader;
import orbis.boot.tftp.TftpEndpoint;
import orbis.boot.tftp.TftpServer;
import orbis.boot.tftp.TftpSettings;
import orbis.boot.tftp.UdpPort;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.SystemNanoClock;

/** TFTP, which is run by the agent of the boot services, and HTTP, which has threads of its own. */
final class FileServices implements AutoCloseable {
    private static final int LOADER_THREADS = 4;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final BootContext context;
    private final SocketIdleStrategy idleStrategy;
    private TftpServer tftp;
    private HttpBootServer http;

    private FileServices(final BootContext context, final SocketIdleStrategy idleStrategy) {
        this.context = context;
        this.idleStrategy = idleStrategy;
        opened.add(context.fileCache());
    }

    /** Opens those that are on. HTTP serves from now on. */
    static FileServices open(final BootContext context, final SocketIdleStrategy idleStrategy) throws IOException {
        final FileServices services = new FileServices(context, idleStrategy);
        try {
            if (context.tftpSettings() != null) {
                services.openTftp();
            }
            if (context.httpSettings() != null) {
                services.openHttp();
            }
            return services;
        } catch (final IOException | RuntimeException fault) {
            if (services.tftp != null) {
                services.tftp.onClose();
            }
            services.close();
            throw fault;
        }
    }

    private void openTftp() throws IOException {
        final TftpSettings settings = context.tftpSettings();
        final List<TftpEndpoint> endpoints = new ArrayList<>();
        final List<AutoCloseable> ports = new ArrayList<>();
        try {
            for (final NetworkLink link : context.network().links()) {
                final UdpPort listening = port(link, settings.port(), ports);
                final UdpPort data = settings.singlePort() ? listening : port(link, 0, ports);
                endpoints.add(new TftpEndpoint(endpoints.size(), link.address(), link.mtu(), listening, data));
            }
        } catch (final IOException fault) {
            CloseHelper.quietCloseAll(ports);
            throw fault;
        }
        final ExecutorService executor = loaders(settings.limits().maxTransfers());
        opened.add(executor::shutdownNow);
        final FileLoader loader = new FileLoader(context.files(), context.fileCache(), context.clients(),
            context.timeline(), context.epochClock(), executor, idleStrategy::wakeup,
            settings.limits().maxTransfers());
        tftp = new TftpServer(endpoints, settings.limits(),
            address -> context.network().subnetOf(address) != null, loader, SystemNanoClock.INSTANCE,
            context.tftpCounters());
        idleStrategy.gatherWhile(tftp::isCrowded);
    }

    private UdpPort port(final NetworkLink link, final int number, final List<AutoCloseable> ports)
            throws IOException {
        final UdpPort port = new UdpPort(link.address(), number);
        ports.add(port);
        idleStrategy.add(port.fd(), port.readiness());
        return port;
    }

    private static ExecutorService loaders(final int capacity) {
        final AtomicInteger count = new AtomicInteger();
        final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            LOADER_THREADS, LOADER_THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(capacity), task -> {
                final Thread thread = new Thread(task, "orbis-loader-" + count.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private void openHttp() throws IOException {
        final BootFileHandler handler = new BootFileHandler(context.files(), context.fileCache(), context.clients(),
            context.timeline(), context.epochClock(), context.httpCounters());
        http = new HttpBootServer(context.httpSettings(), context.httpKeys(), handler);
        http.start();
        opened.add(0, http);
    }

    /** TFTP, or null when it is off. */
    Agent tftp() {
        return tftp;
    }

    /** HTTP, or null when it is off. */
    HttpBootServer http() {
        return http;
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(opened);
    }
}
