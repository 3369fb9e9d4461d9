package orbis.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;

class FaultsTest {
    private static String printed(final Throwable fault) {
        final StringWriter text = new StringWriter();
        Faults.print(fault, new PrintWriter(text));
        return text.toString();
    }

    @Test
    void shouldSayWhatWasForeseenInOneLine() {
        assertEquals("orbis: the disk is gone\n", printed(new IOException("the disk is gone")));
        assertEquals("orbis: 'x' is no address\n", printed(new IllegalArgumentException("'x' is no address")));
        assertEquals("orbis: it has ended\n",
            printed(new CompletionException(new IllegalStateException("it has ended"))));
        assertEquals("orbis: a/b: there is no such file or folder\n",
            printed(new UncheckedIOException(new NoSuchFileException("a/b"))));
    }

    @Test
    void shouldTellWhereWhatNobodyForesawHappened() {
        final String library = printed(assertThrows(NumberFormatException.class, () -> Integer.parseInt("x")));
        assertTrue(library.startsWith("orbis: For input string: \"x\"\njava.lang.NumberFormatException: "), library);
        assertTrue(library.contains("    at " + FaultsTest.class.getName()), library);
        final String machine = printed(new ArithmeticException("/ by zero"));
        assertTrue(machine.contains("    at " + FaultsTest.class.getName()), machine);
    }
}
