package orbis.engine.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.SenseKey;
import orbis.sys.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExtendedCopyTest {
    private static final byte[] BYTES = DeviceFixture.pattern(1 << 20, 2);

    private DeviceFixture fixture;
    private Initiator initiator;

    @BeforeEach
    void open() {
        fixture = new DeviceFixture();
        initiator = fixture.initiator();
        fixture.put(0, BYTES);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static byte[] target(final int type, final String name) {
        final DeviceNames names = new DeviceNames(name);
        final ByteBuffer target = ByteBuffer.allocate(32);
        target.putInt(type << 24).put((byte) 1).put((byte) 3).put((byte) 0).put((byte) 16)
            .putLong(names.naaHigh()).putLong(names.naaLow()).putInt(0).putInt(512);
        return target.array();
    }

    private static byte[] own() {
        return target(0xE4, DeviceFixture.NAME);
    }

    private static byte[] blocks(final int to, final int count, final long fromLba, final long toLba) {
        return ByteBuffer.allocate(28).putShort((short) 0x0200).putShort((short) 24).putShort((short) 0)
            .putShort((short) to).putShort((short) 0).putShort((short) count).putLong(fromLba).putLong(toLba).array();
    }

    private static byte[] bytes(final int count, final long fromLba, final int fromOffset, final long toLba) {
        return ByteBuffer.allocate(32).putShort((short) 0x0A00).putShort((short) 28).putInt(0).putInt(count)
            .putLong(fromLba).putLong(toLba).putShort((short) fromOffset).putShort((short) 0).array();
    }

    private static byte[] list(final int usage, final byte[][] targets, final byte[][] segments) {
        final ByteBuffer list = ByteBuffer.allocate(4096);
        list.position(16);
        Arrays.stream(targets).forEach(list::put);
        final int targetsEnd = list.position();
        Arrays.stream(segments).forEach(list::put);
        final int end = list.position();
        list.put(0, (byte) 9).put(1, (byte) (usage << 3)).putShort(2, (short) (targetsEnd - 16))
            .putInt(8, end - targetsEnd);
        return Arrays.copyOf(list.array(), end);
    }

    private Outcome copy(final byte[] list) {
        return initiator.run(String.format("83 00 00 00 00 00 00 00 00 00 %08x 00 00", list.length), list);
    }

    private Outcome copySegments(final byte[]... segments) {
        return copy(list(0, new byte[][] {own()}, segments));
    }

    @Test
    void shouldCopySegmentsAndTellOfIt() {
        assertTrue(copySegments(blocks(0, 2048, 0, 10000), blocks(0, 0, 0, 0), bytes(1024, 1, 512, 50000)).good());
        assertArrayEquals(BYTES, fixture.stored(10000 * 512, 1 << 20));
        assertArrayEquals(Arrays.copyOfRange(BYTES, 1024, 2048), fixture.stored(50000 * 512, 1024));
        final ByteBuffer status = initiator.run("84 00 09 00 00 00 00 00 00 00 00 00 01 00 00 00").view();
        assertEquals(8, status.getInt(0));
        assertEquals(1, status.get(4));
        assertEquals(3, status.getShort(5));
        assertEquals(2050, status.getInt(8));
        assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB,
            initiator.run("84 00 09 00 00 00 00 00 00 00 00 00 01 00 00 00").additional());
    }

    @Test
    void shouldDoNothingWithAnEmptyList() {
        assertTrue(copy(new byte[0]).good());
        assertTrue(copy(list(2, new byte[0][], new byte[0][])).good());
    }

    @Test
    void shouldTellItsLimits() {
        final ByteBuffer limits = initiator.run("84 03 00 00 00 00 00 00 00 00 00 00 01 00 00 00").view();
        assertEquals(47, limits.remaining());
        assertEquals(43, limits.getInt(0));
        assertEquals(16, limits.getShort(8));
        assertEquals(3, limits.get(43));
    }

    private static byte[][] times(final int count, final byte[] each) {
        final byte[][] all = new byte[count][];
        Arrays.fill(all, each);
        return all;
    }

    @Test
    void shouldRefuseTooMany() {
        final byte[] segment = blocks(0, 1, 0, 1);
        assertEquals(AdditionalSense.TOO_MANY_TARGET_DESCRIPTORS,
            copy(list(0, times(17, own()), times(1, segment))).additional());
        assertEquals(AdditionalSense.TOO_MANY_SEGMENT_DESCRIPTORS,
            copy(list(0, times(1, own()), times(17, segment))).additional());
        assertEquals(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR,
            copy(list(0, times(17, own()), times(60, segment))).additional());
    }

    @Test
    void shouldRefuseWhatIsCut() {
        final byte[] whole = list(0, new byte[][] {own()}, new byte[][] {blocks(0, 1, 0, 1)});
        for (int length = 1; length < whole.length; length++) {
            assertEquals(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR, copy(Arrays.copyOf(whole, length)).additional());
        }
        whole[11] -= 25;
        assertEquals(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR, copy(whole).additional());
    }

    @Test
    void shouldRefuseTypesThatItDoesNotKnow() {
        assertEquals(AdditionalSense.UNSUPPORTED_TARGET_DESCRIPTOR_TYPE_CODE,
            copy(list(0, new byte[][] {target(0xE0, DeviceFixture.NAME)}, new byte[0][])).additional());
        final byte[] segment = blocks(0, 1, 0, 1);
        segment[0] = 3;
        assertEquals(AdditionalSense.UNSUPPORTED_SEGMENT_DESCRIPTOR_TYPE_CODE, copySegments(segment).additional());
        segment[0] = 0x0A;
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, copySegments(segment).additional());
        final byte[] inline = list(0, new byte[][] {own()}, new byte[0][]);
        inline[15] = 1;
        assertEquals(AdditionalSense.INLINE_DATA_LENGTH_EXCEEDED, copy(Arrays.copyOf(inline, 49)).additional());
    }

    @Test
    void shouldNotReachOtherDisks() {
        final Outcome outcome =
            copy(list(0, new byte[][] {target(0xE4, "iqn.2022-07.san.iscsi:other")}, new byte[0][]));
        assertEquals(SenseKey.COPY_ABORTED, outcome.key());
        assertEquals(AdditionalSense.COPY_TARGET_DEVICE_NOT_REACHABLE, outcome.additional());
        assertEquals(SenseKey.COPY_ABORTED, copySegments(blocks(1, 1, 0, 1)).key());
    }

    @Test
    void shouldRefuseRangesThatAreNotOnTheDisk() {
        assertEquals(SenseKey.COPY_ABORTED, copySegments(blocks(0, 2048, 0, 0x1FFFF)).key());
        assertEquals(SenseKey.COPY_ABORTED, copySegments(blocks(0, 1, -1, 0)).key());
        assertEquals(SenseKey.COPY_ABORTED, copySegments(blocks(0, 1, 0x80_0000_0000_0000L, 0)).key());
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, copySegments(bytes(100, 0, 0, 8)).additional());
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, copySegments(bytes(512, 0, 7, 8)).additional());
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, copySegments(bytes(-512, 0, 0, 8)).additional());
    }

    @Test
    void shouldHoldTheResultOfACopyThatFailed() {
        fixture.store.failure = Errno.EIO;
        assertEquals(SenseKey.MEDIUM_ERROR, copySegments(blocks(0, 1, 0, 1)).key());
        assertEquals(2, initiator.run("84 00 09 00 00 00 00 00 00 00 00 00 01 00 00 00").view().get(4));
    }

    @Test
    void shouldGiveItsListBackOnceWhenAbortedBeforeItsTurn() {
        fixture.store.hanging = true;
        final Outcome before = initiator.start("28 00 00 00 00 00 00 00 01 00", 0, 512, null);
        final byte[] list = list(0, new byte[][] {own()}, new byte[][] {blocks(0, 1, 0, 1)});
        initiator.attribute = ScsiTask.ORDERED;
        final Outcome outcome = initiator.start(
            String.format("83 00 00 00 00 00 00 00 00 00 %08x 00 00", list.length), list.length, 0, list);
        fixture.device.abort(outcome.task);
        assertEquals(1, outcome.abortions);
        assertEquals(list.length, outcome.dataOutGivenBack);
        fixture.store.release();
        assertTrue(initiator.settle(before).good());
    }

    @Test
    void shouldEndWhenAborted() {
        fixture.store.hanging = true;
        final byte[] list = list(2, new byte[][] {own()}, new byte[][] {blocks(0, 2048, 0, 10000)});
        final Outcome outcome = initiator.start(
            String.format("83 00 00 00 00 00 00 00 00 00 %08x 00 00", list.length), list.length, 0, list);
        fixture.device.abort(outcome.task);
        fixture.store.release();
        initiator.settle(outcome);
        assertEquals(1, outcome.abortions);
        assertEquals(1, fixture.store.log.size());
    }
}
