package orbis.server.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Reads a properties file in UTF-8, with the line of each key. */
final class PropertiesFile {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path path;
    private final Map<String, String> values = new LinkedHashMap<>();
    private List<String> lines = List.of();

    private PropertiesFile(final Path path) {
        this.path = path;
    }

    static PropertiesFile read(final Path path, final List<String> mistakes) {
        final PropertiesFile file = new PropertiesFile(path);
        try {
            final byte[] bytes = Files.readAllBytes(path);
            final CharBuffer text = CharBuffer.allocate(bytes.length);
            final CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
            text.flip();
            if (result.isError()) {
                mistakes.add(path + ": is not a properties file in UTF-8 (line "
                    + (1 + text.chars().filter(character -> character == '\n').count()) + ")");
            } else if (text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK) {
                mistakes.add(path + ": begins with a byte order mark; save it as UTF-8 without one");
            } else {
                file.lines = text.toString().lines().toList();
                new Collector(file, mistakes).load(new StringReader(text.toString()));
            }
        } catch (final NoSuchFileException missing) {
            mistakes.add(path + ": there is no such file");
        } catch (final IllegalArgumentException malformed) {
            mistakes.add(path + ": is not a properties file in UTF-8 (" + malformed.getMessage() + ")");
        } catch (final IOException fault) {
            mistakes.add(path + ": cannot be read: " + fault.getMessage());
        }
        return file;
    }

    Map<String, String> values() {
        return values;
    }

    /** File name and line of a key. */
    String origin(final String key) {
        for (int i = 0; i < lines.size(); i++) {
            if (PropertiesEditor.isKey(lines.get(i), key)) {
                return path.getFileName() + ":" + (i + 1);
            }
        }
        return path.getFileName().toString();
    }

    /** Takes what Properties parses, and sees keys that stand there twice. */
    private static final class Collector extends Properties {
        private static final long serialVersionUID = 1L;

        private final transient PropertiesFile file;
        private final transient List<String> mistakes;

        private Collector(final PropertiesFile file, final List<String> mistakes) {
            this.file = file;
            this.mistakes = mistakes;
        }

        @Override
        public synchronized Object put(final Object key, final Object value) {
            final String before = file.values.put(key.toString(), value.toString().strip());
            if (before != null) {
                mistakes.add(key + ": stands twice in " + file.path + ", as " + before + " and as " + value);
            }
            return super.put(key, value);
        }

        @Override
        public synchronized boolean equals(final Object other) {
            return this == other;
        }

        @Override
        public synchronized int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
