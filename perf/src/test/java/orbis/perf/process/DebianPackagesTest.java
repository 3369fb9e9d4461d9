package orbis.perf.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DebianPackagesTest {
    @Test
    void shouldFindInstalledPackagesInstalled() {
        assertEquals(List.of(), DebianPackages.missing("dpkg", "libc6"));
        DebianPackages.require("dpkg", "libc6");
    }

    @Test
    void shouldNameOnlyThePackagesThatAreMissing() {
        assertEquals(List.of("no-such-package-a", "no-such-package-b"),
            DebianPackages.missing("no-such-package-a", "dpkg", "no-such-package-b"));
    }

    @Test
    void shouldGiveTheCommandInTheMessage() {
        assertTrue(DebianPackages.advice(List.of("tgt", "fio"), "why").endsWith(
            "apt-get install -y --no-install-recommends tgt fio"));
    }

    @Test
    void shouldFailNamingAPackageThatNobodyHas() {
        final IllegalStateException e = assertThrows(IllegalStateException.class,
            () -> DebianPackages.require("dpkg", "no-such-package-a"));
        assertTrue(e.getMessage().startsWith("needs no-such-package-a ("), e.getMessage());
    }
}
