package orbis.protocol.scsi;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.agrona.concurrent.UnsafeBuffer;

class CdbFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void shouldReadAnyBytes(final byte[] bytes) {
        final UnsafeBuffer cdb = new UnsafeBuffer(new byte[ScsiLimits.MAX_CDB_LENGTH]);
        cdb.putBytes(0, bytes, 0, Math.min(bytes.length, ScsiLimits.MAX_CDB_LENGTH));
        final int length = Cdb.length(Cdb.opcode(cdb));
        assertTrue(Cdb.transferLength(cdb) >= 0);
        assertTrue(length == 16 || Cdb.lba(cdb) >= 0);
        assertTrue(Cdb.control(cdb) >= 0 && Cdb.control(cdb) <= 0xFF);
        assertTrue(Cdb.blocks6(cdb) >= 1 && Cdb.blocks6(cdb) <= 256);
        final int idLength = TransportId.length(cdb, 0, bytes.length);
        if (idLength > 0 && bytes.length <= ScsiLimits.MAX_CDB_LENGTH) {
            assertTrue(idLength <= bytes.length);
            final String port = TransportId.port(cdb, 0, idLength);
            assertTrue(port.isEmpty() || port.contains(",i,0x"));
        }
    }
}
