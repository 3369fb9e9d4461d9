package orbis.protocol.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class TftpRequestTest {
    private final TftpRequest request = new TftpRequest();

    @Test
    void shouldReadRequestOfUefi() {
        assertNull(parse("\0\1grubx64.efi\0octet\0tsize\0000\0blksize\0001468\0windowsize\0004\0"));

        assertEquals("grubx64.efi", request.name());
        assertEquals("octet", request.mode());
        assertEquals(3, request.optionCount());
        assertEquals(TftpOption.TSIZE, request.option(0));
        assertEquals(TftpOption.BLKSIZE, request.option(1));
        assertEquals(TftpOption.WINDOWSIZE, request.option(2));
        assertEquals(0, request.value(TftpOption.TSIZE));
        assertEquals(1468, request.value(TftpOption.BLKSIZE));
        assertEquals(4, request.value(TftpOption.WINDOWSIZE));
        assertEquals(TftpRequest.ABSENT, request.value(TftpOption.TIMEOUT));
    }

    @Test
    void shouldReadNamesOfModeAndOptionsInAnyCase() {
        assertNull(parse("\0\1a\0NetASCII\0TimeOut\0003\0"));

        assertEquals("netascii", request.mode());
        assertEquals(3, request.value(TftpOption.TIMEOUT));
    }

    @Test
    void shouldSkipOptionsThatItDoesNotKnow() {
        assertNull(parse("\0\1undionly.kpxe\0octet\0multicast\0\0blksize\0001432\0utimeout\0009\0"));

        assertEquals(1, request.optionCount());
        assertEquals(1432, request.value(TftpOption.BLKSIZE));
    }

    @Test
    void shouldSkipOptionsThatAreTooLongToBeKnown() {
        assertNull(parse("\0\1a\0octet\0x-a-name-of-more-than-twenty\0001\0tsize\0000\0"
            + "x-cookie\0a-value-of-more-than-twenty\0blksize\0001432\0"));

        assertEquals(2, request.optionCount());
        assertEquals(0, request.value(TftpOption.TSIZE));
        assertEquals(1432, request.value(TftpOption.BLKSIZE));
    }

    @Test
    void shouldSkipOptionsOutOfBoundsOrWithoutNumber() {
        assertNull(parse("\0\1a\0octet\0blksize\0007\0blksize\000x9\0windowsize\0000\0timeout\000256\0"
            + "tsize\0009999999999999999\0tsize\000-1\0tsize\0\0"));

        assertEquals(0, request.optionCount());
    }

    @Test
    void shouldTakeTheFirstOfTwoEqualOptions() {
        assertNull(parse("\0\1a\0octet\0blksize\0001024\0blksize\0002048\0"));

        assertEquals(1, request.optionCount());
        assertEquals(1024, request.value(TftpOption.BLKSIZE));
    }

    @Test
    void shouldTakeLastWordWithoutItsZero() {
        assertNull(parse("\0\1a\0octet"));
        assertEquals("octet", request.mode());
    }

    @Test
    void shouldKeepAnyBytesOfTheName() {
        assertNull(parse("\0\1\u00ff\u0001\\x\0octet\0"));
        assertEquals("\u00ff\u0001\\x", request.name());
    }

    @Test
    void shouldRefuseRequestsWithoutNameOrMode() {
        assertNotNull(parse("\0\1"));
        assertNotNull(parse("\0\1\0octet\0"));
        assertNotNull(parse("\0\1name"));
        assertNotNull(parse("\0\1name\0"));
        assertNotNull(parse("\0\1name\0" + "m".repeat(21) + "\0"));
        assertNotNull(parse("\0\1" + "n".repeat(TftpRequest.MAX_NAME_LENGTH + 1) + "\0octet\0"));
    }

    @Test
    void shouldForgetTheRequestBefore() {
        assertNull(parse("\0\1a\0octet\0blksize\0001024\0"));
        assertNull(parse("\0\1b\0octet\0"));

        assertEquals(TftpRequest.ABSENT, request.value(TftpOption.BLKSIZE));
        assertEquals(0, request.optionCount());
    }

    @Test
    void shouldLookAtSoManyOptionsOnly() {
        final String many = "x\0001\0".repeat(TftpRequest.MAX_OPTIONS);
        assertNull(parse("\0\1a\0octet\0" + many + "blksize\0001024\0"));

        assertEquals(0, request.optionCount());
    }

    @FuzzTest
    void shouldReadAnyBytes(final byte[] bytes) {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        if (bytes.length < 2 || request.parse(buffer, 0, bytes.length) != null) {
            return;
        }
        assertNotNull(request.name());
        for (int i = 0; i < request.optionCount(); i++) {
            assertTrue(request.option(i).allows(request.value(request.option(i))));
        }
    }

    private String parse(final String latin1) {
        final byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return request.parse(new UnsafeBuffer(bytes), 0, bytes.length);
    }
}
