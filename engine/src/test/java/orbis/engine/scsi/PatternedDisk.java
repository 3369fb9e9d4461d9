package orbis.engine.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A disk that is full of a pattern, for what makes something else of all its blocks. */
abstract class PatternedDisk {
    static final String READY = "00 00 00 00 00 00";
    static final String READ = "28 00 00 00 00 00 00 00 01 00";
    static final int SIZE = 1 << 20;

    DeviceFixture fixture;
    Initiator initiator;

    @BeforeEach
    final void open() {
        fixture = new DeviceFixture(512, SIZE);
        initiator = fixture.initiator();
        fixture.put(0, DeviceFixture.pattern(SIZE, 1));
    }

    @AfterEach
    final void close() {
        fixture.close();
    }

    /** All blocks are filled with a byte. */
    static void assertFilled(final DeviceFixture disk, final int value) {
        assertArrayEquals(DeviceFixture.filled(SIZE, value), disk.stored(0, SIZE));
    }
}
