package orbis.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GroupCommitTest {
    private static final long CAPACITY = 8 << 20;

    @TempDir
    private Path folder;

    @Test
    void shouldMakeRecordsDurableThatAreAskedFor() throws Exception {
        final Semaphore forced = new Semaphore(0);
        try (Journal journal = Journal.open(folder.resolve("j"), CAPACITY, 1, (buffer, offset, length) -> { });
            GroupCommit commit = new GroupCommit("commit", journal, forced::release, Throwable::toString)) {
            final UnsafeBuffer record = new UnsafeBuffer(new byte[100]);
            for (int i = 0; i < 1000; i++) {
                journal.append(record, 0, 100);
            }
            commit.request();
            while (journal.durable() < 1000) {
                forced.acquire();
            }
            assertEquals(1000, journal.durable());
            assertTrue(commit.works());
        }
    }

    @Test
    void shouldTryAgainUntilACompactionCanTakeItsPlace() throws Exception {
        final Path fresh = folder.resolve("j.new");
        final Path aside = folder.resolve("aside");
        final Semaphore forced = new Semaphore(0);
        final Semaphore faults = new Semaphore(0);
        try (Journal journal = Journal.open(folder.resolve("j"), CAPACITY, 1, (buffer, offset, length) -> { })) {
            compact(journal, 10);
            Files.move(fresh, aside);
            try (GroupCommit commit = new GroupCommit("commit", journal, forced::release, fault -> faults.release())) {
                journal.append(new UnsafeBuffer(new byte[100]), 0, 100);
                commit.request();
                faults.acquire(2);
                assertTrue(commit.works());
                assertEquals(0, journal.durable());
                Files.move(aside, fresh);
                forced.acquire();
                assertEquals(1, journal.durable());
                assertTrue(commit.works());
            }
        }
    }

    @Test
    void shouldKeepEveryRecordThatWasDurableWhenTheProcessIsKilled() throws Exception {
        final Path path = folder.resolve("killed");
        for (int round = 1; round <= 3; round++) {
            final long durable = killWriterAfter(path, 2000 * round);
            final List<Long> numbers = new ArrayList<>();
            try (Journal journal = Journal.open(path, CAPACITY, 1,
                (buffer, offset, length) -> numbers.add(buffer.getLong(offset)))) {
                assertEquals("", journal.damage());
            }
            assertTrue(numbers.size() >= durable, numbers.size() + " records, durable were " + durable);
            for (int i = 0; i < numbers.size(); i++) {
                assertEquals(i, numbers.get(i));
            }
        }
    }

    /** Runs {@link #main} until it says that so many records are durable, and kills it in full flight. */
    private static long killWriterAfter(final Path path, final long records) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--add")) {
                command.add(argument);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), GroupCommitTest.class.getName(),
            path.toString()));
        final Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            long durable = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                durable = Long.parseLong(line);
                if (durable >= records && process.isAlive()) {
                    process.toHandle().destroyForcibly();
                }
            }
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertTrue(durable >= records, "the writer ended by itself at " + durable);
            return durable;
        }
    }

    /**
     * Appends numbered records to a journal for ever, compacts it on the way, and prints how many are durable.
     *
     * @param args the path.
     */
    public static void main(final String[] args) throws IOException {
        final long[] count = new long[1];
        final Journal journal =
            Journal.open(Path.of(args[0]), CAPACITY, 1, (buffer, offset, length) -> count[0]++);
        final long before = count[0];
        final Runnable tell = () -> System.out.println(before + journal.durable());
        final GroupCommit commit = new GroupCommit("commit", journal, tell, fault -> System.exit(1));
        final UnsafeBuffer record = new UnsafeBuffer(new byte[64]);
        while (true) {
            if (journal.appended() - journal.durable() < 500) {
                record.putLong(0, count[0]++);
                journal.append(record, 0, 64);
            }
            if (journal.wantsCompaction()) {
                compact(journal, count[0]);
            }
            commit.request();
        }
    }

    private static void compact(final Journal journal, final long count) throws IOException {
        final UnsafeBuffer record = new UnsafeBuffer(new byte[64]);
        try (Compaction compaction = journal.compact()) {
            final RecordWriter writer = compaction.writer();
            for (long number = 0; number < count; number++) {
                record.putLong(0, number);
                writer.append(record, 0, 64);
            }
            compaction.sync();
            compaction.finish();
        }
    }
}
