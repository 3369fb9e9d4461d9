package orbis.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import orbis.engine.io.IoEngines;
import orbis.engine.io.IoOptions;
import orbis.engine.session.Credentials;
import orbis.engine.session.SessionIdentity;
import orbis.engine.status.CountersFile;
import orbis.protocol.iscsi.SessionParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitingLoginsTest {
    /** Beyond what a chain of calls could be deep. */
    private static final int MANY = 10_000;

    private final WaitingLogins waiting = new WaitingLogins();
    private final CountersFile counters = CountersFile.inMemory(1, 1);
    private ConductorAgent conductor;

    @BeforeEach
    void open() throws IOException {
        final TargetOptions options = new TargetOptions(List.of(), 1, 1, "nio", new IoOptions(), 1 << 20, 1,
            new TargetOptions.SessionLimits(1, 1, 1, 0, 0, 0), SessionParameters.limits(), TargetOptions.Idle.PARK,
            List.of(), SocketOptions.NONE);
        conductor = new ConductorAgent(
            options, IoEngines.open("nio", options.io()), null, Credentials.NONE, null, counters);
    }

    @AfterEach
    void close() {
        conductor.onClose();
        counters.close();
    }

    private LoginHandler add(final long isid) {
        final long buffer = conductor.resources().buffers().acquire(LoginHandler.BUFFER_LENGTH);
        final LoginHandler login = new LoginHandler(conductor, null, null, null, buffer);
        waiting.add(new SessionIdentity("iqn.a", isid, 1, 0, "iqn.x:disk", 1), login);
        return login;
    }

    private List<LoginHandler> all() {
        final List<LoginHandler> all = new ArrayList<>();
        waiting.forEach(all::add);
        return all;
    }

    @Test
    void shouldGoOnWithManyInTheOrderInWhichTheyCame() {
        final List<LoginHandler> logins = new ArrayList<>();
        for (int isid = 0; isid < MANY; isid++) {
            logins.add(add(isid));
        }
        assertTrue(logins.equals(all()));
    }

    @Test
    void shouldForgetThoseWhoseConnectionIsGone() {
        for (int i = 0; i < MANY; i++) {
            add(1).release();
        }
        final LoginHandler living = add(1);
        assertEquals(1, all().size());
        assertSame(living, all().get(0));
    }
}
