package orbis.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;

/** Says what went wrong in the words of people. */
public final class Faults {
    private Faults() {
    }

    /**
     * Prints what went wrong, and also where when nobody foresaw it.
     *
     * @param thrown by a command.
     * @param err    takes the lines.
     */
    public static void print(final Throwable thrown, final PrintWriter err) {
        final Throwable fault = thrown instanceof UncheckedIOException || thrown instanceof CompletionException
            ? thrown.getCause() : thrown;
        err.println("orbis: " + describe(fault));
        if (!foreseen(fault)) {
            err.print(stack(fault));
        }
    }

    /** Whether it is said in words of ours; what a library or the virtual machine throws comes of a mistake of ours. */
    private static boolean foreseen(final Throwable fault) {
        final StackTraceElement[] stack = fault.getStackTrace();
        return fault instanceof IOException
            || (fault instanceof IllegalArgumentException || fault instanceof IllegalStateException)
            && stack.length > 0 && stack[0].getClassName().startsWith("orbis.");
    }

    private static String describe(final Throwable fault) {
        if (fault instanceof AccessDeniedException denied) {
            return denied.getFile() + ": no permission";
        }
        if (fault instanceof NoSuchFileException missing) {
            return missing.getFile() + ": there is no such file or folder";
        }
        if (fault instanceof FileAlreadyExistsException there) {
            return there.getFile() + ": is there already";
        }
        if (fault instanceof FileSystemException system && system.getReason() != null) {
            return system.getFile() + ": " + system.getReason();
        }
        return fault.getMessage() == null ? fault.toString() : fault.getMessage();
    }

    private static String stack(final Throwable fault) {
        final StringBuilder text = new StringBuilder(fault.toString()).append('\n');
        for (final StackTraceElement element : fault.getStackTrace()) {
            text.append("    at ").append(element).append('\n');
        }
        return text.toString();
    }
}
