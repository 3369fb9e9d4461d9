package orbis.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FeaturesTest {
    private static final Path DOCS = Path.of("docs");
    private static final Path PROJECT = Path.of("..");
    private static final Pattern YES = Pattern.compile("\\[yes]\\(([^)]+)\\)");
    private static final Pattern LINK = Pattern.compile("\\[`(should\\w+)`]\\(([^)]+)\\)");

    @Test
    void shouldPointAtTestsThatAreThere() throws IOException {
        final Matcher links = LINK.matcher(Files.readString(DOCS.resolve("FEATURES.md")));
        int count = 0;
        while (links.find()) {
            final String source = Files.readString(DOCS.resolve(links.group(2)));
            assertTrue(source.contains("void " + links.group(1) + "("), links.group(1));
            count++;
        }
        assertTrue(count > 40);
    }

    @Test
    void shouldPointFromTheFrontDoorAtTestsThatAreThere() throws IOException {
        final Matcher links = YES.matcher(Files.readString(PROJECT.resolve("README.md")));
        int count = 0;
        while (links.find()) {
            assertTrue(Files.exists(PROJECT.resolve(links.group(1))), links.group(1));
            count++;
        }
        assertTrue(count > 15);
    }
}
