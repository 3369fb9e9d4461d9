package orbis.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import orbis.engine.session.SessionIdentity;
import org.junit.jupiter.api.Test;

class SessionRegistryTest {
    private static final String TARGET = "iqn.2022-07.san.iscsi:disk";

    private final SessionRegistry registry = new SessionRegistry();

    private LiveSession add(final String initiator, final long isid, final String target) {
        final LiveSession live = new LiveSession(identity(initiator, isid, target), "10.0.0.1:1", null, null, 0);
        registry.add(live);
        return live;
    }

    private SessionIdentity identity(final String initiator, final long isid, final String target) {
        return new SessionIdentity(initiator, isid, registry.newTsih(), 0, target, 1);
    }

    @Test
    void shouldFindTheSessionOfTheSamePorts() {
        add("iqn.a", 2, TARGET);
        final LiveSession same = add("iqn.a", 1, TARGET);
        assertSame(same, registry.inTheWayOf(identity("iqn.a", 1, TARGET), 8));
    }

    @Test
    void shouldLetAnotherInitiatorPortOrTargetBe() {
        add("iqn.a", 1, TARGET);
        assertNull(registry.inTheWayOf(identity("iqn.a", 2, TARGET), 8));
        assertNull(registry.inTheWayOf(identity("iqn.b", 1, TARGET), 8));
        assertNull(registry.inTheWayOf(identity("iqn.a", 1, TARGET + "2"), 8));
    }

    @Test
    void shouldGiveUpTheOldestWhenAnInitiatorHasAsManyAsItMay() {
        final LiveSession oldest = add("iqn.a", 1, TARGET);
        add("iqn.a", 2, TARGET);
        add("iqn.b", 3, TARGET);
        assertNull(registry.inTheWayOf(identity("iqn.a", 4, TARGET), 3));
        assertSame(oldest, registry.inTheWayOf(identity("iqn.a", 4, TARGET), 2));
    }

    @Test
    void shouldNotCountDiscoverySessions() {
        add("iqn.a", 1, "");
        add("iqn.a", 2, "");
        assertNull(registry.inTheWayOf(identity("iqn.a", 4, TARGET), 2));
    }

    @Test
    void shouldNotUseAHandleAgainWhileASessionHasIt() {
        final LiveSession first = add("iqn.a", 1, TARGET);
        assertEquals(1, first.identity().tsih());
        for (int i = 0; i < 0xffff - 1; i++) {
            assertNotEquals(1, registry.newTsih());
        }
        assertEquals(2, registry.newTsih());
        registry.remove(first);
        for (int i = 2; i < 0xffff; i++) {
            registry.newTsih();
        }
        assertEquals(1, registry.newTsih());
    }
}
