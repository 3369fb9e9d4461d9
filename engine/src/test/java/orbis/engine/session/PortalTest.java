package orbis.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortalTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        172.16.0.1 | 3260 | 172.16.0.1:3260,1
        fd00::1    | 3261 | [fd00:0:0:0:0:0:0:1]:3261,1
        fe80::1%1  | 3260 | [fe80:0:0:0:0:0:0:1]:3260,1
        """)
    void shouldWriteATargetAddress(final String host, final int port, final String expected)
            throws UnknownHostException {
        assertEquals(expected, new Portal(new InetSocketAddress(InetAddress.getByName(host), port), 1).targetAddress());
    }

    @Test
    void shouldWriteANameThatWasNotResolved() {
        assertEquals("san.example:3260",
            new Portal(InetSocketAddress.createUnresolved("san.example", 3260), 2).text());
    }
}
