package orbis.server;

import java.util.Locale;

import orbis.engine.io.IoOptions;
import orbis.engine.net.SocketOptions;
import orbis.engine.net.TargetOptions;
import orbis.protocol.iscsi.Key;
import orbis.protocol.iscsi.SessionParameters;
import orbis.server.config.Configuration;
import orbis.server.config.TargetSettings;

/** Hands the target what the configuration says. */
final class TargetConfiguration {
    private static final int GROUP_TAG = 1;

    private TargetConfiguration() {
    }

    static TargetOptions options(final Configuration configuration) {
        return new TargetOptions(
            configuration.get(TargetSettings.PORTALS),
            GROUP_TAG,
            configuration.get(TargetSettings.AGENTS),
            configuration.get(TargetSettings.IO_ENGINE).name().toLowerCase(Locale.ROOT),
            io(configuration),
            configuration.get(TargetSettings.MEMORY),
            configuration.get(TargetSettings.TASKS),
            new TargetOptions.SessionLimits(
                configuration.get(TargetSettings.CONNECTIONS),
                configuration.get(TargetSettings.SESSIONS_PER_CLIENT),
                configuration.get(TargetSettings.QUEUE_DEPTH),
                configuration.get(TargetSettings.LOGIN_TIMEOUT),
                configuration.get(TargetSettings.NOP_INTERVAL),
                configuration.get(TargetSettings.TMF_TIMEOUT)),
            parameters(configuration),
            configuration.get(TargetSettings.IDLE),
            configuration.get(TargetSettings.AFFINITY),
            new SocketOptions(configuration.get(TargetSettings.SOCKET_BUFFER).intValue(),
                configuration.get(TargetSettings.CONGESTION_CONTROL), configuration.get(TargetSettings.BUSY_POLL),
                configuration.get(TargetSettings.NO_DELAY), configuration.get(TargetSettings.QUICK_ACK)));
    }

    private static IoOptions io(final Configuration configuration) {
        return new IoOptions()
            .receiveBufferLength(configuration.get(TargetSettings.IO_RECEIVE_BUFFER).intValue())
            .receiveBuffers(configuration.get(TargetSettings.IO_RECEIVE_BUFFERS))
            .fileThreads(configuration.get(TargetSettings.IO_FILE_THREADS))
            .ringEntries(configuration.get(TargetSettings.IO_RING_ENTRIES));
    }

    private static SessionParameters parameters(final Configuration configuration) {
        return SessionParameters.limits()
            .targetMaxRecvDataSegmentLength(configuration.get(TargetSettings.MAX_RECV).intValue())
            .value(Key.MAX_BURST_LENGTH, configuration.get(TargetSettings.MAX_BURST).intValue())
            .value(Key.FIRST_BURST_LENGTH, configuration.get(TargetSettings.FIRST_BURST).intValue())
            .value(Key.MAX_OUTSTANDING_R2T, configuration.get(TargetSettings.MAX_R2T))
            .value(Key.INITIAL_R2T, configuration.get(TargetSettings.INITIAL_R2T) ? 1 : 0)
            .value(Key.IMMEDIATE_DATA, configuration.get(TargetSettings.IMMEDIATE_DATA) ? 1 : 0);
    }
}
