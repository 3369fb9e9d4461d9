package orbis.boot.dhcp;

import static orbis.protocol.dhcp.MessageType.ACK;
import static orbis.protocol.dhcp.MessageType.DECLINE;
import static orbis.protocol.dhcp.MessageType.DISCOVER;
import static orbis.protocol.dhcp.MessageType.OFFER;
import static orbis.protocol.dhcp.MessageType.REQUEST;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import org.junit.jupiter.api.Test;

/** Leases that stand in the log since their offer. */
class DhcpPromiseTest {
    private static final long HOLD_MS = DhcpSettings.DEFAULT.offerHoldMs();
    private static final String OTHER = "02:00:00:00:00:02";
    private static final String FIRST_ADDRESS = "172.16.0.100";

    private final DhcpBench bench = DhcpBench.forAll();

    private static Packet request(final String mac) {
        return Packet.of(REQUEST, mac).server(DhcpBench.SERVER).requested(FIRST_ADDRESS);
    }

    private void discover(final String mac) {
        assertEquals(OFFER, bench.only(bench.send(Packet.of(DISCOVER, mac))).type());
    }

    private void acknowledged(final List<Reply> replies) {
        assertEquals(ACK, bench.only(replies).type());
        assertEquals(FIRST_ADDRESS, replies.get(0).yourAddress());
    }

    private static String promise(final String mac, final long sinceMs) {
        return FIRST_ADDRESS + " " + mac + " " + LeaseState.LEASED + " "
            + (sinceMs + HOLD_MS + DhcpBench.LEASE_TIME_S * 1000L);
    }

    private DhcpBench restarted() {
        return new DhcpBench(DhcpBench.settings(DhcpMode.SERVER, true, 0), bench.log.durableEntries());
    }

    @Test
    void shouldAcknowledgeAtOnceAndWriteNothingMoreWhenTheOfferIsDurable() {
        discover(DhcpBench.STRANGER);
        bench.log.stalls = true;
        bench.nowMs += HOLD_MS - 1;

        acknowledged(bench.send(request(DhcpBench.STRANGER)));

        assertEquals(List.of(promise(DhcpBench.STRANGER, 1_000_000)), bench.log.entries);
    }

    @Test
    void shouldAcknowledgeADurableOfferWhenTooManyOthersWait() {
        final DhcpBench fast = new DhcpBench(
            new DhcpSettings(DhcpMode.SERVER, true, false, 0, HOLD_MS, 1000, 0, 0));
        fast.send(Packet.of(DISCOVER, DhcpBench.STRANGER));
        fast.log.stalls = true;
        for (int i = 0; i <= LeaseServer.MAX_PENDING; i++) {
            fast.send(Packet.of(REQUEST, OTHER).requested("172.16.0.102"));
        }
        assertEquals(1, fast.counters.get(DhcpCounter.OVERLOADED));

        acknowledged(fast.send(request(DhcpBench.STRANGER)));
    }

    @Test
    void shouldWriteALeaseThatEndsAfterItsPromise() {
        discover(DhcpBench.STRANGER);
        bench.nowMs += HOLD_MS / 2;
        discover(DhcpBench.STRANGER);
        bench.nowMs += HOLD_MS / 2 + 1;
        bench.log.stalls = true;

        assertEquals(List.of(), bench.send(request(DhcpBench.STRANGER)));

        assertEquals(FIRST_ADDRESS + " 02:00:00:00:00:01 2 4630001", bench.log.entries.get(1));
        bench.log.stalls = false;
        bench.service.doWork();
        acknowledged(bench.port.takeSent());
    }

    @Test
    void shouldPromiseOnceToAClientThatAsksAgainAndAgain() {
        for (int i = 0; i < 16; i++) {
            discover(DhcpBench.STRANGER);
            bench.nowMs += 1000;
        }
        assertEquals(List.of(promise(DhcpBench.STRANGER, 1_000_000)), bench.log.entries);

        discover(DhcpBench.STRANGER);

        assertEquals(promise(DhcpBench.STRANGER, 1_016_000), bench.log.entries.get(1));
    }

    @Test
    void shouldPromiseOnceToAMachineThatBootsInStages() {
        for (int i = 0; i < 3; i++) {
            bench.boot(DhcpBench.KNOWN);
            bench.nowMs += HOLD_MS / 4;
        }

        assertEquals(List.of(promise(DhcpBench.KNOWN, 1_000_000)), bench.log.entries);
    }

    @Test
    void shouldPromiseMoreToAMachineThatHasALease() {
        bench.boot(DhcpBench.KNOWN);
        bench.nowMs += 1_000_000;
        discover(DhcpBench.KNOWN);
        bench.log.stalls = true;

        acknowledged(bench.send(request(DhcpBench.KNOWN)));

        assertEquals(List.of(promise(DhcpBench.KNOWN, 1_000_000), promise(DhcpBench.KNOWN, 2_000_000)),
            bench.log.entries);
    }

    @Test
    void shouldOfferWhatTheLogRefusesAndWriteItWithTheRequest() {
        bench.log.refuses = true;
        discover(DhcpBench.STRANGER);
        assertEquals(0, bench.counters.get(DhcpCounter.LOG_REFUSED));
        bench.log.refuses = false;
        bench.log.stalls = true;

        assertEquals(List.of(), bench.send(request(DhcpBench.STRANGER)));

        assertEquals(List.of(FIRST_ADDRESS + " 02:00:00:00:00:01 2 4600000"), bench.log.entries);
        bench.log.stalls = false;
        bench.service.doWork();
        acknowledged(bench.port.takeSent());
    }

    @Test
    void shouldTakeAnOfferOutOfTheLogThatNobodyRequests() {
        discover(DhcpBench.STRANGER);
        bench.nowMs += HOLD_MS;
        bench.service.doWork();
        bench.service.doWork();

        assertEquals(FIRST_ADDRESS + " 02:00:00:00:00:01 0 1030000", bench.log.entries.get(1));
        acknowledged(restarted().send(request(OTHER)));
    }

    @Test
    void shouldTakeAStrangersOfferOutOfTheLogThatAKnownClientTakesOver() {
        discover(DhcpBench.STRANGER);
        discover(OTHER);
        discover("02:00:00:00:00:03");

        discover(DhcpBench.KNOWN);

        assertEquals(List.of(FIRST_ADDRESS + " 02:00:00:00:00:01 0 1000000", promise(DhcpBench.KNOWN, 1_000_000)),
            bench.log.entries.subList(3, 5));
    }

    @Test
    void shouldPutAnOfferIntoQuarantineInTheLogThatIsDeclined() {
        discover(DhcpBench.STRANGER);
        bench.send(Packet.of(DECLINE, DhcpBench.STRANGER).server(DhcpBench.SERVER).requested(FIRST_ADDRESS));

        assertEquals(List.of(promise(DhcpBench.STRANGER, 1_000_000), FIRST_ADDRESS + " 02:00:00:00:00:01 3 1600000"),
            bench.log.entries);
    }

    @Test
    void shouldTakeAnOfferOutOfTheLogWhenItsClientGetsAnotherAddress() {
        discover(DhcpBench.STRANGER);

        assertEquals(ACK, bench.only(bench.send(
            Packet.of(REQUEST, DhcpBench.STRANGER).requested("172.16.0.103"))).type());

        assertEquals(List.of("172.16.0.103 02:00:00:00:00:01 2 4600000",
            FIRST_ADDRESS + " 02:00:00:00:00:01 0 1000000"), bench.log.entries.subList(1, 3));
    }

    @Test
    void shouldKeepAnAddressThatWasOfferedBeforeACrashForItsClient() {
        discover(DhcpBench.STRANGER);

        final DhcpBench restarted = restarted();

        assertEquals("172.16.0.102", restarted.boot(OTHER));
        restarted.log.stalls = true;
        acknowledged(restarted.send(request(DhcpBench.STRANGER)));
        assertEquals(1, restarted.log.entries.size());
    }

    @Test
    void shouldForgetAnOfferThatWasNotDurableBeforeACrash() {
        bench.log.stalls = true;
        discover(DhcpBench.STRANGER);
        assertEquals(List.of(), bench.send(request(DhcpBench.STRANGER)));

        assertEquals(FIRST_ADDRESS, restarted().boot(OTHER));
    }

    @Test
    void shouldKeepALeaseThatWasAcknowledgedBeforeACrash() {
        discover(DhcpBench.STRANGER);
        bench.log.stalls = true;
        acknowledged(bench.send(request(DhcpBench.STRANGER)));

        final DhcpBench restarted = restarted();

        assertEquals("172.16.0.102", restarted.boot(OTHER));
        assertEquals(FIRST_ADDRESS, restarted.boot(DhcpBench.STRANGER));
    }

    @Test
    void shouldTellOffersAndTheEndsOfRecordsWhenTheLogIsWrittenAnew() {
        discover(DhcpBench.STRANGER);
        bench.boot(OTHER);
        final List<String> told = new ArrayList<>();

        bench.log.current.accept((address, key, state, expiryMs) -> told.add(
            Ipv4.format(address) + " " + MacAddress.format(key) + " " + state + " " + expiryMs));

        assertEquals(List.of(promise(DhcpBench.STRANGER, 1_000_000), "172.16.0.102 " + OTHER + " 2 4630000"), told);
    }

    @Test
    void shouldNotTellOffersWithoutARecordWhenTheLogIsWrittenAnew() {
        bench.log.refuses = true;
        discover(DhcpBench.STRANGER);

        bench.log.current.accept((address, key, state, expiryMs) -> {
            throw new AssertionError(Ipv4.format(address));
        });
    }
}
