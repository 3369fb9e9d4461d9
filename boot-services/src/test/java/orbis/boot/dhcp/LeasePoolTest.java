package orbis.boot.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import orbis.boot.Ipv4;
import orbis.boot.Subnet;
import org.junit.jupiter.api.Test;

class LeasePoolTest {
    private static final long HOUR = 3_600_000;

    private final DhcpBench.FakeLog log = new DhcpBench.FakeLog(List.of());
    private long nowMs = 1000;

    private LeasePool pool(final Subnet.Range... ranges) {
        return new LeasePool(new Subnet("lan", Ipv4.parse("10.0.0.0"), 24, List.of(ranges), 0, 3600, List.of()),
            address -> { }, log, () -> nowMs);
    }

    /** Entries of the log that say that an address is nobody's. */
    private List<String> freed() {
        return log.entries.stream().filter(entry -> entry.contains(" " + LeaseState.FREE + " ")).toList();
    }

    private static Subnet.Range range(final int first, final int last) {
        return new Subnet.Range(Ipv4.parse("10.0.0.0") + first, Ipv4.parse("10.0.0.0") + last);
    }

    @Test
    void shouldNumberTheAddressesOfAllRanges() {
        final LeasePool pool = pool(range(10, 12), range(20, 20));

        assertEquals(4, pool.size());
        assertEquals(2, pool.indexOf(Ipv4.parse("10.0.0.12")));
        assertEquals(3, pool.indexOf(Ipv4.parse("10.0.0.20")));
        assertEquals(Ipv4.parse("10.0.0.20"), pool.addressOf(3));
        assertEquals(LeasePool.NONE, pool.indexOf(Ipv4.parse("10.0.0.13")));
        assertEquals(LeasePool.NONE, pool.indexOf(Ipv4.parse("10.0.0.9")));
    }

    @Test
    void shouldGiveAClientItsOwnAddressAgain() {
        final LeasePool pool = pool(range(1, 4));
        pool.lease(2, 7, HOUR);
        pool.release(2);

        assertEquals(2, pool.choose(7, 0, false, 0, 0));
        pool.lease(2, 7, HOUR);
        assertEquals(2, pool.choose(7, pool.addressOf(0), false, 0, 0));
    }

    @Test
    void shouldPutHalfOfTheAddressesIntoQuarantineAtMost() {
        final LeasePool pool = pool(range(1, 4));
        pool.decline(0, HOUR);
        assertTrue(pool.mayDecline());
        pool.decline(1, HOUR);
        assertFalse(pool.mayDecline());

        pool.sweep(HOUR, 0, pool.size());

        assertTrue(pool.mayDecline());
    }

    @Test
    void shouldGiveAnAddressThatIsNotWantedToOthersLast() {
        final LeasePool pool = pool(range(1, 3));
        pool.lease(0, 7, HOUR);

        pool.giveUp(0);

        assertEquals(1, pool.choose(7, 0, false, 0, 0));
        pool.lease(1, 7, HOUR);
        pool.lease(2, 8, HOUR);
        assertEquals(0, pool.choose(9, 0, false, 0, 0));
    }

    @Test
    void shouldGiveTheAddressThatIsAskedForWhenFree() {
        final LeasePool pool = pool(range(1, 4));
        pool.lease(3, 7, HOUR);

        assertEquals(1, pool.choose(8, pool.addressOf(1), false, 0, 0));
        assertEquals(0, pool.choose(8, pool.addressOf(3), false, 0, 0));
        assertEquals(0, pool.choose(8, Ipv4.parse("192.168.0.1"), false, 0, 0));
    }

    @Test
    void shouldGiveTheAddressThatIsFreeForLongest() {
        final LeasePool pool = pool(range(1, 3));
        for (int i = 0; i < 3; i++) {
            pool.lease(i, 10 + i, HOUR);
        }
        pool.release(1);
        pool.release(0);

        assertEquals(1, pool.choose(99, 0, false, 0, 0));
    }

    @Test
    void shouldTakeAnOfferFromAStrangerForAKnownClientAlone() {
        final LeasePool pool = pool(range(1, 1));
        pool.offer(0, 7, false, 1000);

        assertEquals(LeasePool.NONE, pool.choose(8, 0, false, 999, 999));
        assertEquals(0, pool.choose(8, 0, true, 999, 999));
        assertEquals(0, pool.choose(8, 0, false, 1000, 1000));
    }

    @Test
    void shouldNotTakeAnOfferFromAKnownClient() {
        final LeasePool pool = pool(range(1, 2));
        pool.offer(0, 7, true, 1000);
        assertEquals(1, pool.choose(8, 0, true, 0, 0));
        pool.offer(1, 9, false, 1000);

        assertEquals(1, pool.choose(8, 0, true, 0, 0));
        pool.offer(1, 8, true, 1000);
        assertEquals(LeasePool.NONE, pool.choose(10, 0, true, 0, 0));
        assertEquals(2, pool.sweep(0, 1000, 0));
    }

    @Test
    void shouldNotTurnALeaseIntoAnOffer() {
        final LeasePool pool = pool(range(1, 1));
        pool.lease(0, 7, HOUR);

        pool.offer(0, 7, false, 10);
        pool.sweep(20, 20, 1);

        assertEquals(LeaseState.LEASED, pool.state(0));
        assertEquals(LeasePool.NONE, pool.choose(8, 0, true, 20, 20));
    }

    @Test
    void shouldFreeLeasesThatHaveEndedAndRememberTheirHolders() {
        final LeasePool pool = pool(range(1, 2));
        pool.lease(0, 7, 100);
        pool.lease(1, 8, 200);

        assertEquals(1, pool.sweep(100, 100, 2));

        assertEquals(LeaseState.FREE, pool.state(0));
        assertEquals(0, pool.find(7));
        assertEquals(LeaseState.LEASED, pool.state(1));
    }

    @Test
    void shouldForgetTheLastHolderWhenAnotherGetsTheAddress() {
        final LeasePool pool = pool(range(1, 1));
        pool.lease(0, 7, 100);
        pool.release(0);

        pool.lease(0, 8, 200);

        assertEquals(LeasePool.NONE, pool.find(7));
        assertEquals(0, pool.find(8));
    }

    @Test
    void shouldLeaveOneClientWithOneAddress() {
        final LeasePool pool = pool(range(1, 2));
        pool.lease(0, 7, 100);

        pool.lease(1, 7, 200);

        assertEquals(LeaseState.FREE, pool.state(0));
        assertEquals(1, pool.find(7));
    }

    @Test
    void shouldKeepDeclinedAddressesFromEverybodyForAWhile() {
        final LeasePool pool = pool(range(1, 1));
        pool.lease(0, 7, HOUR);
        pool.decline(0, 500);

        assertEquals(LeasePool.NONE, pool.choose(7, pool.addressOf(0), true, 499, 499));
        assertFalse(pool.isFor(0, 7));
        assertEquals(0, pool.choose(7, 0, false, 500, 500));
    }

    @Test
    void shouldKeepReservedAddressesFromEverybody() {
        final LeasePool pool = pool(range(1, 2));
        pool.reserve(0);

        assertEquals(1, pool.choose(7, pool.addressOf(0), true, 0, 0));
        assertFalse(pool.isFor(0, 7));
        pool.sweep(Long.MAX_VALUE - 1, Long.MAX_VALUE - 1, 2);
        assertEquals(LeaseState.RESERVED, pool.state(0));
    }

    @Test
    void shouldTakeAnAddressOutOfTheLogThatBecomesFreeBeforeItsRecordEnds() {
        final LeasePool pool = pool(range(1, 3));
        for (int i = 0; i < 3; i++) {
            pool.lease(i, 7 + i, 1500);
            pool.record(i, 7 + i, 2000);
        }
        pool.release(0);
        nowMs = 1500;
        pool.sweep(nowMs, nowMs, 2);
        nowMs = 2000;
        pool.sweep(nowMs, nowMs, 3);

        assertEquals(List.of("10.0.0.1 00:00:00:00:00:07 0 1000", "10.0.0.2 00:00:00:00:00:08 0 1500"), freed());
        assertFalse(pool.records().has(0) || pool.records().has(1) || pool.records().has(2));
    }

    @Test
    void shouldTakeAnAddressOutOfTheLogBeforeAnotherIsOfferedIt() {
        final LeasePool pool = pool(range(1, 1));
        pool.offer(0, 7, false, 1000);
        pool.record(0, 7, HOUR);

        pool.offer(0, 7, false, 1100);
        assertEquals(List.of(), freed());
        pool.offer(0, 8, true, 1100);

        assertEquals(List.of("10.0.0.1 00:00:00:00:00:07 0 1000"), freed());
        assertFalse(pool.records().cover(0, 1));
    }

    @Test
    void shouldTakeTheAddressOutOfTheLogThatAClientHadBefore() {
        final LeasePool pool = pool(range(1, 2));
        pool.offer(0, 7, false, 1000);
        pool.record(0, 7, HOUR);

        pool.record(1, 7, HOUR);
        pool.lease(1, 7, HOUR);

        assertEquals(List.of("10.0.0.1 00:00:00:00:00:07 0 1000"), freed());
        assertTrue(pool.records().cover(1, HOUR));
    }

    @Test
    void shouldNotTakeAnAddressOutOfTheLogThatGoesIntoQuarantine() {
        final LeasePool pool = pool(range(1, 1));
        pool.offer(0, 7, false, 1000);
        pool.record(0, 7, HOUR);

        pool.decline(0, 5000);

        assertEquals(List.of(), freed());
        assertFalse(pool.records().has(0));
    }

    @Test
    void shouldKeepALeaseInTheLogWhoseAddressBecomesAFixedOne() {
        final LeasePool pool = pool(range(1, 2));
        pool.offer(0, 7, false, 1000);
        pool.record(0, 7, HOUR);
        pool.lease(1, 8, HOUR);
        pool.record(1, 8, HOUR);

        pool.reserve(0);
        pool.reserve(1);

        assertEquals(List.of("10.0.0.1 00:00:00:00:00:07 0 1000"), freed());
        assertFalse(pool.records().has(0) || pool.records().has(1));
    }

    @Test
    void shouldNeverGiveAnAddressToTwoInManyRandomSteps() {
        final LeasePool pool = pool(range(1, 40));
        final Random random = new Random(1);
        final long[] holder = new long[40];
        for (long now = 0; now < 20_000; now++) {
            final long key = 1 + random.nextInt(60);
            final int index = pool.choose(key, pool.addressOf(random.nextInt(40)), random.nextBoolean(), now, now);
            if (index == LeasePool.NONE) {
                continue;
            }
            if (pool.state(index) == LeaseState.LEASED && pool.key(index) == holder[index]) {
                assertEquals(key, holder[index]);
            }
            switch (random.nextInt(4)) {
                case 0 -> pool.offer(index, key, false, now + 5);
                case 1 -> pool.release(index);
                default -> pool.lease(index, key, now + random.nextInt(50));
            }
            holder[index] = pool.key(index);
            pool.sweep(now, now, 4);
        }
        for (int i = 0; i < 40; i++) {
            assertTrue(pool.key(i) == 0 || pool.find(pool.key(i)) == i);
        }
        assertNotEquals(LeasePool.NONE, pool.choose(1000, 0, false, Long.MAX_VALUE, Long.MAX_VALUE));
    }
}
