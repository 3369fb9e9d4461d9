package orbis.server.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says what went wrong in the words of people. */
final class Faults {
    private Faults() {
    }

    static String describe(final Throwable fault) {
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

    /** The stack of a fault that nobody foresaw. */
    static String stack(final Throwable fault) {
        final StringBuilder text = new StringBuilder(fault.toString()).append('\n');
        for (final StackTraceElement element : fault.getStackTrace()) {
            text.append("    at ").append(element).append('\n');
        }
        return text.toString();
    }
}
