package orbis.perf.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlTest {
    @Test
    void shouldReadEveryPart() {
        assertEquals(new TargetUrl("10.0.0.1", 3261, "iqn.2022-07.san.iscsi:disk", 7),
            TargetUrl.parse("iscsi://10.0.0.1:3261/iqn.2022-07.san.iscsi:disk/7"));
    }

    @Test
    void shouldTakeTheRegisteredPortWhenThereIsNone() {
        assertEquals(3260, TargetUrl.parse("iscsi://server/iqn.2022-07.a:b/0").port());
    }

    @Test
    void shouldReadAnIpv6AddressInBracketsAndWriteItBack() {
        final TargetUrl url = TargetUrl.parse("iscsi://[fce0::1]:3260/iqn.2022-07.a:b/0");

        assertEquals("fce0::1", url.host());
        assertEquals("iscsi://[fce0::1]:3260/iqn.2022-07.a:b/0", url.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "iscsi://", "http://host/iqn.a/0", "iscsi://host/iqn.a", "iscsi://host/iqn.a/x",
        "iscsi://host:port/iqn.a/0", "iscsi:///iqn.a/0", "iscsi://host/iqn.a/0/1"})
    void shouldRefuseWhatHasNotTheForm(final String text) {
        final Exception refusal = assertThrows(IllegalArgumentException.class, () -> TargetUrl.parse(text));

        assertTrue(refusal.getMessage().contains("iscsi://host[:port]/target-iqn/lun"), refusal.getMessage());
    }

    @Test
    void shouldNameTheBoundThatANumberBreaks() {
        assertTrue(assertThrows(IllegalArgumentException.class,
            () -> TargetUrl.parse("iscsi://host:65536/iqn.a/0")).getMessage().contains("1..65535"));
        assertTrue(assertThrows(IllegalArgumentException.class,
            () -> TargetUrl.parse("iscsi://host/iqn.a/256")).getMessage().contains("0..255"));
    }
}
