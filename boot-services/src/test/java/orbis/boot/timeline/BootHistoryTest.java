package orbis.boot.timeline;

import static orbis.boot.FirmwareKind.HTTP;
import static orbis.boot.FirmwareKind.IPXE;
import static orbis.boot.FirmwareKind.PLAIN;
import static orbis.boot.FirmwareKind.PXE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import orbis.boot.ClientRecord;
import orbis.boot.FirmwareKind;

class BootHistoryTest {
    private static final ClientRecord CLIENT = ClientRecord.named("uqbar").build();

    private final List<String> again = new ArrayList<>();
    private final BootHistory history = new BootHistory(client -> again.add(client.name()));
    private long nowMs = 1_700_000_000_000L;

    @Test
    void shouldTellOneBootFromTheSwitchToTheDisk() {
        boot();

        assertEquals(1, history.boots("uqbar").size());
        assertEquals(List.of(), again);
        final String text = history.describe("uqbar", nowMs + 5000);
        assertTrue(text.contains("+4.000 s  file            "), text);
        assertTrue(text.contains("file missing          grub.cfg-AC10 (2 times)"), text);
        assertTrue(text.contains("file missing          grub.cfg-AC1" + System.lineSeparator()), text);
        assertTrue(text.contains("file sent             vmlinuz-1 (9 bytes)"), text);
        assertTrue(text.contains("It stands at first read for 5 s."), text);
    }

    @Test
    void shouldTellWhenAClientBootsAgain() {
        boot();
        stage(BootStage.DISCOVER, PXE, null);
        stage(BootStage.DISCOVER, PXE, null);
        stage(BootStage.OFFER, PXE, "1.2.3.4");
        stage(BootStage.DISCOVER, PXE, null);

        assertEquals(2, history.boots("uqbar").size());
        assertEquals(List.of("uqbar"), again);
    }

    @Test
    void shouldTakeIpxeAndTheOperatingSystemAsTheSameBoot() {
        for (final FirmwareKind kind : List.of(PXE, IPXE, PLAIN)) {
            stage(BootStage.DISCOVER, kind, null);
            stage(BootStage.OFFER, kind, null);
            stage(BootStage.REQUEST, kind, null);
            stage(BootStage.ACK, kind, null);
        }
        stage(BootStage.ISCSI_LOGIN, null, null);
        stage(BootStage.DISCOVER, PLAIN, null);
        assertEquals(1, history.boots("uqbar").size());

        stage(BootStage.DISCOVER, IPXE, null);
        assertEquals(2, history.boots("uqbar").size());
    }

    @Test
    void shouldTakeFirmwareThatTriesAgainAfterAnAddressAsAnotherBoot() {
        stage(BootStage.DISCOVER, HTTP, null);
        stage(BootStage.REQUEST, HTTP, null);
        stage(BootStage.ACK, HTTP, null);
        stage(BootStage.DISCOVER, PXE, null);
        assertEquals(2, history.boots("uqbar").size());
    }

    @Test
    void shouldKeepFewerBootsOfEachWhereThereAreManyClients() {
        final BootHistory small = new BootHistory(StaleSessionListener.NONE, 10);
        final int[] most = {5, 5, 3, 2, 2, 1, 1, 1, 1, 1};
        for (int clients = 1; clients <= most.length; clients++) {
            for (int boot = 0; boot < 6 * clients; boot++) {
                final ClientRecord client = ClientRecord.named("client" + boot % clients).build();
                small.onStage(client, BootStage.DISCOVER, PXE, null, nowMs);
                small.onStage(client, BootStage.ACK, PXE, null, nowMs);
            }
            for (int client = 0; client < clients; client++) {
                assertEquals(most[clients - 1], small.boots("client" + client).size(), clients + " clients");
            }
        }
        small.onStage(CLIENT, BootStage.DISCOVER, PXE, null, nowMs);
        assertEquals(1, small.latest().size());
    }

    @Test
    void shouldKeepTheLastBootsAndBoundedEvents() {
        for (int i = 0; i < 20; i++) {
            boot();
        }
        assertEquals(5, history.boots("uqbar").size());
        for (int i = 0; i < 10_000; i++) {
            stage(BootStage.FILE, null, "x" + i);
        }
        final List<BootEvent> events = history.boots("uqbar").get(4);
        assertTrue(events.size() < 100);
        assertEquals(BootStage.DISCOVER, events.get(0).stage());
        assertEquals("x9999", events.get(events.size() - 1).detail());
        assertTrue(history.describe("uqbar", nowMs).contains(" more events between"));
    }

    @Test
    void shouldPrintNoControlCharacters() {
        stage(BootStage.FILE_MISSING, null, "\u001b[2Jx");
        assertTrue(history.describe("uqbar", nowMs).contains("?[2Jx"));
        assertEquals("?[2Jx", history.latest().get("uqbar").detail());
    }

    @Test
    void shouldSayWhatToLookAtWhenNothingWasSeen() {
        assertTrue(history.describe("other", nowMs).contains("PXE-E16"));
        assertEquals(List.of(), history.boots("other"));
    }

    @ParameterizedTest
    @EnumSource(BootStage.class)
    void shouldHaveAHintForEachStageAtWhichABootCanStop(final BootStage stage) {
        for (final FirmwareKind kind : FirmwareKind.values()) {
            final String hint = BootHints.of(new BootEvent(stage, kind, "vmlinuz-1", nowMs, 1));
            assertEquals(stage == BootStage.FIRST_READ, hint.isEmpty());
            assertFalse(hint.contains("\n"));
        }
    }

    @Test
    void shouldSayThatSomeMissingFilesAreNotNeeded() {
        for (final String name : List.of("revocations_sbat.efi", "shim_certificate_0.efi", "x86_64-efi/fs.lst")) {
            assertTrue(BootHints.of(new BootEvent(BootStage.FILE_MISSING, null, name, 0, 1)).contains("not needed"));
        }
    }

    private void boot() {
        stage(BootStage.DISCOVER, PXE, null);
        stage(BootStage.OFFER, PXE, "172.16.0.130");
        stage(BootStage.REQUEST, PXE, "172.16.0.130");
        stage(BootStage.ACK, PXE, "172.16.0.130");
        stage(BootStage.FILE, null, "grubx64.efi");
        stage(BootStage.FILE_SENT, null, "grubx64.efi (5 bytes)");
        stage(BootStage.FILE_MISSING, null, "grub.cfg-AC10");
        stage(BootStage.FILE_MISSING, null, "grub.cfg-AC10");
        stage(BootStage.FILE_MISSING, null, "grub.cfg-AC1");
        stage(BootStage.FILE_SENT, null, "vmlinuz-1 (9 bytes)");
        stage(BootStage.DISCOVER, PLAIN, null);
        stage(BootStage.ACK, PLAIN, "172.16.0.130");
        stage(BootStage.ISCSI_DISCOVERY, null, null);
        stage(BootStage.ISCSI_LOGIN, null, null);
        stage(BootStage.FIRST_READ, null, null);
    }

    private void stage(final BootStage stage, final FirmwareKind kind, final String detail) {
        nowMs += 1000;
        history.onStage(CLIENT, stage, kind, detail, nowMs);
    }
}
