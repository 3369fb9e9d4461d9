package orbis.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClientDirectoryTest {
    private static final int FIRST = 0x0a000001;

    private final ClientDirectory directory = new ClientDirectory();
    private final ClientRecord one = ClientRecord.named("one").build();
    private final ClientRecord other = ClientRecord.named("other").build();

    ClientDirectoryTest() {
        directory.put(one);
        directory.put(other);
    }

    @Test
    void shouldKnowAClientByTheAddressThatItWasToldLast() {
        directory.bind(FIRST, one);
        directory.bind(FIRST, one);
        assertSame(one, directory.byAddress(FIRST));

        directory.bind(FIRST + 1, one);
        assertNull(directory.byAddress(FIRST));
        assertSame(one, directory.byAddress(FIRST + 1));
    }

    @Test
    void shouldKnowAnAddressByTheClientThatWasToldItLast() {
        directory.bind(FIRST, one);
        directory.bind(FIRST, other);
        directory.bind(FIRST + 1, one);

        assertSame(other, directory.byAddress(FIRST));
        assertSame(one, directory.byAddress(FIRST + 1));

        directory.unbind(FIRST);
        assertNull(directory.byAddress(FIRST));
    }

    @Test
    void shouldNotGrowWithTheAddressesThatPacketsName() {
        for (int i = 0; i < 100_000; i++) {
            directory.bind(FIRST + i, one);
        }

        assertEquals(1, IntStream.range(FIRST, FIRST + 100_000).mapToObj(directory::byAddress)
            .filter(Objects::nonNull).count());
    }
}
