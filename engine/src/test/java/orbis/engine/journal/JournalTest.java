package orbis.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final int CAPACITY = 16 * 1024;
    private static final int CONTENTS = 3;

    @TempDir
    private Path folder;
    private Path path;
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void nameFile() {
        path = folder.resolve("leases.journal");
    }

    private Journal open() throws IOException {
        seen.clear();
        return Journal.open(path, CAPACITY, CONTENTS,
            (buffer, offset, length) -> seen.add(buffer.getStringWithoutLengthAscii(offset, length)));
    }

    private static long append(final RecordWriter writer, final String text) throws IOException {
        final UnsafeBuffer buffer = new UnsafeBuffer(("--" + text).getBytes());
        return writer.append(buffer, 2, text.length());
    }

    private void write(final boolean force, final String... records) throws IOException {
        try (Journal journal = open()) {
            for (final String record : records) {
                append(journal, record);
            }
            if (force) {
                journal.force();
            }
        }
    }

    @Test
    void shouldReplayWhatWasAppendedInOrder() throws IOException {
        write(true, "one", "two", "three and some more bytes");
        try (Journal journal = open()) {
            assertEquals(List.of("one", "two", "three and some more bytes"), seen);
            assertEquals("", journal.damage());
            assertEquals(0, journal.appended());
        }
    }

    @Test
    void shouldMakeRecordsDurableTogether() throws IOException {
        try (Journal journal = open()) {
            assertEquals(1, append(journal, "a"));
            assertEquals(2, append(journal, "b"));
            assertEquals(0, journal.durable());
            assertEquals(2, journal.force());
            assertEquals(2, journal.durable());
        }
    }

    @Test
    void shouldEndWithTheLastWholeRecordWhereverTheFileIsCut() throws IOException {
        final List<String> records = List.of("first", "the second one", "3", "the fourth, which is last");
        write(false, records.toArray(String[]::new));
        final byte[] whole = Files.readAllBytes(path);
        final int end = endOf(records);
        for (int length = JournalFile.HEADER_LENGTH; length <= end; length++) {
            Files.write(path, java.util.Arrays.copyOf(whole, length));
            assertPrefixAndGoOn(records, "cut at " + length);
        }
        Files.write(path, whole);
        open().close();
        assertEquals(records, seen);
    }

    @Test
    void shouldNeverGiveAChangedRecordWhateverByteIsFlipped() throws IOException {
        final List<String> records = List.of("first", "the second one", "3", "the fourth, which is last");
        write(false, records.toArray(String[]::new));
        final byte[] whole = Files.readAllBytes(path);
        for (int at = 0; at < endOf(records); at++) {
            final byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << (at % 8));
            Files.write(path, flipped);
            assertPrefixAndGoOn(records, "flipped at " + at);
        }
    }

    private void assertPrefixAndGoOn(final List<String> records, final String what) throws IOException {
        final List<String> kept;
        try (Journal journal = open()) {
            kept = List.copyOf(seen);
            assertEquals(records.subList(0, kept.size()), kept, what);
            assertTrue(kept.size() == records.size() || !journal.damage().isEmpty(), what);
            append(journal, "next");
        }
        open().close();
        final List<String> expected = new ArrayList<>(kept);
        expected.add("next");
        assertEquals(expected, seen, what);
    }

    private static int endOf(final List<String> records) {
        int end = JournalFile.HEADER_LENGTH;
        for (final String record : records) {
            end += (JournalFile.RECORD_HEADER_LENGTH + record.length() + 7) & ~7;
        }
        return end;
    }

    @Test
    void shouldCutATornTailSilentlyAndKeepADamagedFileBeside() throws IOException {
        write(true, "durable");
        final byte[] before = Files.readAllBytes(path);
        try (Journal journal = open()) {
            append(journal, "torn");
            journal.force();
            final byte[] torn = Files.readAllBytes(path);
            System.arraycopy(before, 0, torn, 0, JournalFile.HEADER_LENGTH);
            torn[endOf(List.of("durable")) + 9] ^= 1;
            Files.write(folder.resolve("copy"), torn);
        }
        Files.copy(folder.resolve("copy"), path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (Journal journal = open()) {
            assertEquals(List.of("durable"), seen);
            assertEquals("", journal.damage());
        }
        before[JournalFile.HEADER_LENGTH + 9] ^= 1;
        Files.write(path, before);
        try (Journal journal = open()) {
            assertEquals(List.of(), seen);
            assertTrue(journal.damage().contains("durable and are lost"), journal.damage());
            assertTrue(Files.exists(folder.resolve("leases.journal.damaged")));
        }
    }

    @Test
    void shouldNotFindRemainsBehindACutTail() throws IOException {
        write(false, "aaaa", "bbbb", "cccc");
        final byte[] bytes = Files.readAllBytes(path);
        bytes[endOf(List.of("aaaa")) + 8] ^= 1;
        Files.write(path, bytes);
        write(true, "dddd");
        open().close();
        assertEquals(List.of("aaaa", "dddd"), seen);
    }

    @Test
    void shouldRefuseAnotherVersionAndLeaveTheFileAlone() throws IOException {
        write(true, "precious");
        final byte[] before = Files.readAllBytes(path);
        final IOException fault = assertThrows(IOException.class,
            () -> Journal.open(path, CAPACITY, CONTENTS + 1, (buffer, offset, length) -> seen.add("")));
        assertTrue(fault.getMessage().contains("version 1.3, this program reads 1.4"), fault.getMessage());
        org.junit.jupiter.api.Assertions.assertArrayEquals(before, Files.readAllBytes(path));
    }

    @Test
    void shouldBeBoundedByItsCapacity() throws IOException {
        try (Journal journal = open()) {
            final String record = "x".repeat(1000);
            final IOException fault = assertThrows(IOException.class, () -> {
                for (int i = 0; i < 100; i++) {
                    append(journal, record);
                }
            });
            assertTrue(fault.getMessage().contains("is full: 16384 bytes"), fault.getMessage());
            assertTrue(journal.size() <= CAPACITY);
        }
        open().close();
        assertEquals(16, seen.size());
        assertEquals(CAPACITY, Files.size(path));
    }

    @Test
    void shouldHaveItsSpaceBeforeItIsUsed() throws IOException {
        try (Journal journal = Journal.open(path, 8 << 20, CONTENTS, (buffer, offset, length) -> { })) {
            final long reserved = Files.size(path);
            while (!journal.wantsCompaction()) {
                append(journal, "x".repeat(1000));
            }
            journal.force();
            assertEquals(reserved, Files.size(path));
            assertTrue(reserved > journal.size());
        }
    }

    @Test
    void shouldRefuseRecordsThatAreEmptyOrTooLong() throws IOException {
        try (Journal journal = open()) {
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Journal.MAX_RECORD_LENGTH + 1]);
            assertThrows(IllegalArgumentException.class, () -> journal.append(buffer, 0, 0));
            assertThrows(IllegalArgumentException.class, () -> journal.append(buffer, 0, buffer.capacity()));
        }
    }

    @Test
    void shouldCarryOverWhatIsAppendedDuringACompaction() throws IOException {
        try (Journal journal = open()) {
            for (int i = 0; i < 100; i++) {
                append(journal, "old " + i);
            }
            final long before = journal.size();
            assertTrue(journal.wantsCompaction());
            try (Compaction compaction = journal.compact()) {
                append(compaction.writer(), "snapshot");
                append(journal, "meanwhile");
                compaction.sync();
                compaction.finish();
            }
            assertTrue(journal.size() < before);
            assertFalse(journal.wantsCompaction());
            assertEquals(102, append(journal, "after"));
            assertEquals(102, journal.force());
        }
        open().close();
        assertEquals(List.of("snapshot", "meanwhile", "after"), seen);
    }

    @Test
    void shouldKeepWhatWasDurableUntilACompactionIsForced() throws IOException {
        final Path copy = folder.resolve("copy");
        try (Journal journal = open()) {
            append(journal, "durable");
            journal.force();
            append(journal, "not yet");
            try (Compaction compaction = journal.compact()) {
                append(compaction.writer(), "snapshot");
                compaction.sync();
                compaction.finish();
            }
            append(journal, "after");
            assertEquals(1, journal.durable());
            assertTrue(journal.wantsForce());
            assertThrows(IllegalStateException.class, journal::compact);
            Files.copy(path, copy);
            assertEquals(3, journal.force());
            assertFalse(journal.wantsForce());
            assertFalse(Files.exists(folder.resolve("leases.journal.new")));
        }
        open().close();
        assertEquals(List.of("snapshot", "after"), seen);
        Files.move(copy, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        open().close();
        assertEquals(List.of("durable"), seen);
    }

    @Test
    void shouldPromiseNothingUntilACompactionCanTakeItsPlaceAndThenGoOn() throws IOException {
        final Path fresh = folder.resolve("leases.journal.new");
        final Path aside = folder.resolve("aside");
        try (Journal journal = open()) {
            append(journal, "durable");
            journal.force();
            try (Compaction compaction = journal.compact()) {
                append(compaction.writer(), "snapshot");
                compaction.finish();
            }
            Files.move(fresh, aside);
            append(journal, "after");
            assertThrows(IOException.class, journal::force);
            assertThrows(IOException.class, journal::force);
            assertEquals(1, journal.durable());
            assertTrue(journal.wantsForce());
            assertFalse(journal.failed());
            Files.move(aside, fresh);
            assertEquals(2, journal.force());
            append(journal, "on");
            assertEquals(3, journal.force());
        }
        open().close();
        assertEquals(List.of("snapshot", "after", "on"), seen);
    }

    @Test
    void shouldPromiseNothingMoreOnceTheMediumHasFailed() throws IOException {
        final Journal journal = open();
        append(journal, "durable");
        journal.force();
        append(journal, "doubtful");
        // What the thread writes to is closed under it then.
        Thread.currentThread().interrupt();
        assertThrows(IOException.class, journal::force);
        assertTrue(Thread.interrupted());
        assertTrue(journal.failed());
        assertThrows(IOException.class, journal::force);
        assertEquals(1, journal.durable());
        assertThrows(IOException.class, journal::close);
    }

    @Test
    void shouldLeaveTheOldFileWhenACompactionNeverTookItsPlace() throws IOException {
        final Journal journal = open();
        append(journal, "durable");
        journal.force();
        try (Compaction compaction = journal.compact()) {
            append(compaction.writer(), "snapshot");
            compaction.finish();
        }
        Files.delete(folder.resolve("leases.journal.new"));
        append(journal, "after");
        assertThrows(IOException.class, journal::close);
        open().close();
        assertEquals(List.of("durable"), seen);
    }

    @Test
    void shouldGoOnWithTheOldFileWhenACompactionIsGivenUp() throws IOException {
        try (Journal journal = open()) {
            append(journal, "kept");
            try (Compaction compaction = journal.compact()) {
                append(compaction.writer(), "lost");
            }
            append(journal, "next");
        }
        open().close();
        assertEquals(List.of("kept", "next"), seen);
        assertFalse(Files.exists(folder.resolve("leases.journal.new")));
    }

    @Test
    void shouldIgnoreAHalfWrittenCompactionAfterACrash() throws IOException {
        write(true, "kept");
        Files.write(folder.resolve("leases.journal.new"), new byte[300]);
        open().close();
        assertEquals(List.of("kept"), seen);
    }

    @Test
    void shouldSurviveAnySequenceOfAppendsCompactionsAndReopening() throws IOException {
        final Random random = new Random(7);
        final List<String> model = new ArrayList<>();
        Journal journal = open();
        for (int step = 0; step < 400; step++) {
            if (random.nextInt(20) == 0) {
                journal.close();
                journal = open();
                assertEquals(model, seen);
            }
            if (random.nextInt(3) == 0) {
                journal.force();
            }
            if (journal.wantsCompaction()) {
                model.subList(0, model.size() / 2).clear();
                try (Compaction compaction = journal.compact()) {
                    final RecordWriter writer = compaction.writer();
                    for (final String record : model) {
                        append(writer, record);
                    }
                    compaction.finish();
                }
            }
            final String record = "r" + step + "x".repeat(random.nextInt(60));
            append(journal, record);
            model.add(record);
        }
        journal.close();
        open().close();
        assertEquals(model, seen);
    }
}
