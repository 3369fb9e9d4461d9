package orbis.perf.peer;

import java.util.Locale;

/**
 * A figure that has a bound of its own, whatever tgt does.
 *
 * @param name   what was measured.
 * @param value  what came out.
 * @param unit   of value and bound; may be empty.
 * @param atMost whether the bound is the most that the value may be, else it is the least.
 * @param bound  what must be reached.
 */
public record Finding(String name, double value, String unit, boolean atMost, double bound) {
    /** A figure that must not be larger. */
    static Finding atMost(final String name, final double value, final String unit, final double bound) {
        return new Finding(name, value, unit, true, bound);
    }

    /** A figure that must not be smaller. */
    static Finding atLeast(final String name, final double value, final String unit, final double bound) {
        return new Finding(name, value, unit, false, bound);
    }

    /** Whether the bound is missed. */
    public boolean missed() {
        return !(atMost ? value <= bound : value >= bound);
    }

    /** The value, for people. */
    String text() {
        return number(value);
    }

    /** The bound, for people. */
    String boundText() {
        return (atMost ? "<= " : ">= ") + number(bound);
    }

    private String number(final double of) {
        return String.format(Locale.ROOT, "%.2f %s", of, unit).strip();
    }
}
