package orbis.server.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** Settings that belong together: a chapter of the page. */
public final class SettingGroup {
    private final String title;
    private final List<Setting<?>> settings = new ArrayList<>();

    SettingGroup(final String title) {
        this.title = title;
    }

    /** The chapter's title. */
    public String title() {
        return title;
    }

    /** Its settings, in the order of the page. */
    public List<Setting<?>> settings() {
        return Collections.unmodifiableList(settings);
    }

    /** Adds a setting; the default is text as a person would write it. */
    <T> Setting<T> add(final String key, final ValueType<T> type, final String defaultText, final String meaning) {
        return add(key, type, defaultText, () -> defaultText, meaning);
    }

    /** Adds a setting that has no default. */
    <T> Setting<T> add(final String key, final ValueType<T> type, final String meaning) {
        return add(key, type, "", () -> null, meaning);
    }

    /** Adds a setting whose default depends on the machine. */
    <T> Setting<T> add(
            final String key, final ValueType<T> type, final String note, final Supplier<String> defaultText,
            final String meaning) {
        final Setting<T> setting = new Setting<>(key, type, note, defaultText, meaning);
        settings.add(setting);
        return setting;
    }
}
