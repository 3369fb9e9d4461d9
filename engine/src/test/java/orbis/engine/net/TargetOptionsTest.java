package orbis.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import orbis.engine.io.IoOptions;
import orbis.protocol.iscsi.SessionParameters;
import org.junit.jupiter.api.Test;

class TargetOptionsTest {
    private static int maxSessions(final int agents, final int connections) {
        return new TargetOptions(List.of(), 1, agents, "nio", new IoOptions(), 0, 0,
            new TargetOptions.SessionLimits(connections, 1, 1, 0, 0, 0), SessionParameters.limits(),
            TargetOptions.Idle.PARK, List.of(), SocketOptions.NONE).maxSessions();
    }

    @Test
    void shouldHaveRoomForTheConnectionsOfAllAgentsAsFarAsThereAreHandles() {
        assertEquals(64, maxSessions(1, 64));
        assertEquals(192, maxSessions(3, 64));
        assertEquals(65_535, maxSessions(256, 65_000));
    }
}
