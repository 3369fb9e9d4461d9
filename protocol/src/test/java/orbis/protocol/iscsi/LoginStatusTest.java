package orbis.protocol.iscsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoginStatusTest {
    @Test
    void shouldTellTheClass() {
        assertEquals(0, LoginStatus.statusClass(LoginStatus.SUCCESS));
        assertEquals(1, LoginStatus.statusClass(LoginStatus.TARGET_MOVED_PERMANENTLY));
        assertEquals(2, LoginStatus.statusClass(LoginStatus.NOT_FOUND));
        assertEquals(3, LoginStatus.statusClass(LoginStatus.OUT_OF_RESOURCES));
    }

    @Test
    void shouldHaveWordsOfItsOwnForEachStatus() throws IllegalAccessException {
        final Set<String> texts = new HashSet<>();
        for (final Field field : LoginStatus.class.getFields()) {
            final String text = LoginStatus.text(field.getInt(null));
            assertFalse(text.startsWith("status "), field.getName());
            assertTrue(texts.add(text), field.getName());
        }
        assertEquals("status 399", LoginStatus.text(0x0399));
    }
}
