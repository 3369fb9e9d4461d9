package orbis.boot.http;

import java.io.IOException;

import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** The HTTP server: read only, with a limit on everything that a client could take too much of. */
public final class HttpBootServer implements AutoCloseable {
    private static final int MAX_THREADS = 32;
    private static final int MIN_THREADS = 4;
    private static final int MAX_REQUEST_HEADER = 8 << 10;
    private static final int ACCEPT_QUEUE = 1024;

    private final HttpSettings settings;
    private final Server server;
    private ServerConnector plain;
    private ServerConnector secure;

    /**
     * Makes a server; it is not listening yet.
     *
     * @param settings of the server.
     * @param tls      certificate and key; null if HTTPS is off.
     * @param handler  of all requests.
     */
    public HttpBootServer(
        final HttpSettings settings, final SslContextFactory.Server tls, final BootFileHandler handler) {
        this.settings = settings;
        final QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("orbis-http");
        threads.setDaemon(true);
        server = new Server(threads, new ScheduledExecutorScheduler("orbis-http-timer", true), null);
        server.setHandler(limited(handler));
        for (final String address : settings.addresses()) {
            if (settings.port() >= 0) {
                plain = connector(address, settings.port(), null);
            }
            if (settings.tlsPort() >= 0 && tls != null) {
                secure = connector(address, settings.tlsPort(), tls);
            }
        }
        server.addBean(new NetworkConnectionLimit(settings.maxConnections(), server));
    }

    private Handler limited(final BootFileHandler handler) {
        return settings.minBytesPerS() == 0 ? handler
            : new MinimumDataRateHandler(handler, 0, settings.minBytesPerS());
    }

    private ServerConnector connector(
        final String address, final int port, final SslContextFactory.Server tls) {
        final HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(MAX_REQUEST_HEADER);
        http.setSendServerVersion(false);
        http.setRelativeRedirectAllowed(true);
        // Boot loaders join a folder and a name with two slashes; names are looked up, never joined to a path here.
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setHttpCompliance(HttpCompliance.RFC7230);
        http.setIdleTimeout(settings.idleTimeoutMs());
        final HttpConnectionFactory http11 = new HttpConnectionFactory(http);
        final ServerConnector connector;
        if (tls == null) {
            connector = new BootConnector(server, http11);
        } else {
            // Clients ask by address, which no certificate's server name can match.
            http.addCustomizer(new SecureRequestCustomizer(false));
            connector = new BootConnector(server, new SslConnectionFactory(tls, http11.getProtocol()), http11);
        }
        connector.setHost(address);
        connector.setPort(port);
        connector.setIdleTimeout(settings.idleTimeoutMs());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        server.addConnector(connector);
        return connector;
    }

    /**
     * Starts to listen.
     *
     * @throws IOException when a port is taken or needs privileges.
     */
    public void start() throws IOException {
        try {
            server.start();
        } catch (final IOException e) {
            close();
            // Jetty tells the address, and only its cause what is wrong with it.
            throw e.getCause() == null ? e
                : new IOException("HTTP: " + e.getMessage() + ": " + e.getCause().getMessage(), e);
        } catch (final Exception e) {
            close();
            throw new IOException("HTTP cannot be started: " + e.getMessage(), e);
        }
    }

    /** TCP port of plain HTTP while it listens, or a negative number. */
    public int port() {
        return plain == null ? -1 : plain.getLocalPort();
    }

    /** TCP port of HTTPS while it listens, or a negative number. */
    public int tlsPort() {
        return secure == null ? -1 : secure.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (final Exception e) {
            throw new IllegalStateException("HTTP cannot be stopped", e);
        }
    }
}
