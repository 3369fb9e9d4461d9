package orbis.perf.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TranscriptTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> heard = new ArrayList<>();
    private final Transcript transcript = new Transcript(heard::add);

    @Test
    void shouldFindEachLineOnce() {
        transcript.add("boot 1");
        transcript.add("noise");
        transcript.add("boot 2");
        final Pattern boot = Pattern.compile("boot (\\d)");
        assertEquals("1", transcript.await(boot, LONG).group(1));
        assertEquals("2", transcript.await(boot, LONG).group(1));
        assertNull(transcript.await(boot, Duration.ofMillis(1)));
        assertEquals(List.of("boot 1", "noise", "boot 2"), heard);
    }

    @Test
    void shouldTellWhatWasSaidBeforeTheLineThatWasWaitedFor() {
        final Pattern end = Pattern.compile("status");
        for (final String line : List.of("first", "status 0", "second", "third", "status 1", "status 2", "later")) {
            transcript.add(line);
        }
        transcript.await(end, LONG);
        assertEquals(List.of("first"), transcript.passed());
        transcript.await(end, LONG);
        assertEquals(List.of("second", "third"), transcript.passed());
        transcript.await(end, LONG);
        assertEquals(List.of(), transcript.passed());
    }

    @Test
    void shouldWaitForALineThatComesLater() {
        final Thread speaker = new Thread(() -> transcript.add("hello"));
        speaker.start();
        assertEquals("hello", transcript.await(Pattern.compile("hello"), LONG).group());
    }

    @Test
    void shouldNotWaitForASpeakerThatIsGone() {
        transcript.add("last words");
        transcript.end();
        assertNull(transcript.await(Pattern.compile("never said"), LONG));
        assertEquals(List.of("last words"), transcript.last(5));
    }
}
