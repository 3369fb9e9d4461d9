package orbis.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** Settings that belong together, for one way of use: properties files that come with the server. */
public enum Profile {
    /** A core for each agent, and the least latency that it can buy. */
    LOW_LATENCY,
    /** Little memory, few cores. */
    SMALL;

    /** The name as people write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it sets, by key. */
    Map<String, String> settings() {
        final Properties properties = new Properties();
        try (InputStream file = Profile.class.getResourceAsStream("/orbis/server/profiles/" + this + ".properties");
            Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, properties::getProperty));
    }
}
