package orbis.engine.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import orbis.protocol.iscsi.Key;
import orbis.protocol.iscsi.LoginResponseFlyweight;
import orbis.protocol.iscsi.SessionParameters;
import orbis.protocol.iscsi.TextWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Logins of real initiators, byte by byte. What iPXE, libiscsi and (with CHAP) OVMF say was recorded when they logged
 * in to this code and were content; the other logins are made of the keys that sources or manuals list.
 */
class RecordedLoginsTest {
    private ChapSecret secret;
    private int identifier;
    private byte[] challenge;

    @ParameterizedTest
    @ValueSource(strings = {
        "ipxe", "ipxe-chap", "ipxe-mutual-chap", "libiscsi", "libiscsi-discovery", "libiscsi-mutual-chap",
        "open-iscsi", "open-iscsi-discovery", "ovmf", "ovmf-mutual-chap", "windows"
    })
    void shouldAnswerAsItDidWhenTheInitiatorWasContent(final String name) throws IOException {
        final List<Pdu> pdus = read(name);
        final LoginExchange exchange = new LoginExchange(new LoginExchange.OneTarget(), credentials(), random(), 1);
        LoginPhase.Outcome outcome = LoginPhase.Outcome.CONTINUE;
        for (int i = 0; i < pdus.size(); i += 2) {
            final Pdu request = pdus.get(i);
            final Pdu response = pdus.get(i + 1);
            assertTrue(request.fromInitiator && !response.fromInitiator);
            assertEquals(LoginPhase.Outcome.CONTINUE, outcome);
            outcome = exchange.sendRecorded(request.header, request.text);
            if (outcome == LoginPhase.Outcome.ADMIT) {
                exchange.admit();
            }
            assertEquals(new String(response.text, UTF_8).replace('\0', '\n'), exchange.text().replace('\0', '\n'));
            final byte[] header = new byte[LoginResponseFlyweight.LENGTH];
            exchange.response.getBytes(0, header);
            assertEquals(HexFormat.of().formatHex(response.header), HexFormat.of().formatHex(header));
        }
        assertEquals(LoginPhase.Outcome.ADMIT, outcome);
        assertAgreed(exchange.login, pdus.get(pdus.size() - 2));
    }

    /** What does not depend on the initiator, and what it alone says. */
    private static void assertAgreed(final LoginPhase login, final Pdu lastRequest) {
        final SessionParameters agreed = login.parameters();
        assertEquals(1, agreed.maxConnections());
        assertEquals(0, agreed.value(Key.ERROR_RECOVERY_LEVEL));
        assertEquals(login.discovery() ? 8192 : 262144, agreed.targetMaxRecvDataSegmentLength());
        final String text = new String(lastRequest.text, UTF_8);
        assertTrue(text.contains(
            "MaxRecvDataSegmentLength=" + agreed.initiatorMaxRecvDataSegmentLength() + '\0'), text);
    }

    private List<Pdu> read(final String name) throws IOException {
        final List<Pdu> pdus = new ArrayList<>();
        final List<TextWriter> texts = new ArrayList<>();
        try (InputStream in = getClass().getResourceAsStream("RecordedLoginsTest/" + name + ".txt")) {
            for (final String line : new String(in.readAllBytes(), UTF_8).split("\n")) {
                if (line.startsWith("  ")) {
                    final int equals = line.indexOf('=');
                    texts.get(texts.size() - 1).put(line.substring(2, equals), line.substring(equals + 1));
                } else if (line.startsWith("request") || line.startsWith("response")) {
                    texts.add(new TextWriter());
                    pdus.add(new Pdu(line.startsWith("request"), HexFormat.of().parseHex(line.substring(9)), null));
                } else if (!line.startsWith("#")) {
                    onDirective(line.split(" "));
                }
            }
        }
        for (int i = 0; i < pdus.size(); i++) {
            final byte[] text = new byte[texts.get(i).length()];
            texts.get(i).text().getBytes(0, text);
            pdus.set(i, new Pdu(pdus.get(i).fromInitiator, pdus.get(i).header, text));
        }
        return pdus;
    }

    private void onDirective(final String[] words) {
        switch (words[0]) {
            case "secret" -> secret = new ChapSecret(words[1], words[2].getBytes(UTF_8), null, null);
            case "mutual" -> secret = new ChapSecret(
                secret.name(), secret.secret(), words[1], words[2].getBytes(UTF_8));
            default -> {
                identifier = Integer.parseInt(words[1]);
                challenge = HexFormat.of().parseHex(words[2]);
            }
        }
    }

    private Credentials credentials() {
        return new OneSecret(secret);
    }

    /** Gives the identifier and the challenge that were recorded. */
    private SecureRandom random() {
        return new FixedRandom(identifier, challenge);
    }

    private record Pdu(boolean fromInitiator, byte[] header, byte[] text) {
    }
}
