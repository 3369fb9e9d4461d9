package orbis.protocol.tftp;

import java.util.Arrays;
import java.util.Locale;

import org.agrona.DirectBuffer;

/**
 * A read or write request (RFC 1350 section 5, RFC 2347), checked while it is read.
 *
 * <pre>
 *    2 bytes    string   1 byte   string  1 byte  string  1 byte  string   1 byte
 *   +---------------------------------------------------------------------------
 *   | Opcode |  Filename  |   0  |  Mode  |   0  |  opt1  |   0  |  value1  |   0 ...
 *   +---------------------------------------------------------------------------
 * </pre>
 */
public final class TftpRequest {
    /** Bytes of a file name at most. */
    public static final int MAX_NAME_LENGTH = 512;
    /** Options that are looked at. */
    public static final int MAX_OPTIONS = 16;
    /** An option that was not asked for, or whose value is out of its bounds. */
    public static final long ABSENT = -1;

    private static final int MAX_WORD_LENGTH = 20;
    private static final int OPCODE_LENGTH = 2;

    private final long[] values = new long[TftpOption.values().length];
    private final TftpOption[] order = new TftpOption[TftpOption.values().length];
    private DirectBuffer buffer;
    private int cursor;
    private int end;
    private int optionCount;
    private String name;
    private String mode;

    /**
     * Reads a request whose opcode is known already.
     *
     * @param source of the bytes.
     * @param offset of the opcode.
     * @param length of the packet.
     * @return null, or what is wrong with it in a few words.
     */
    public String parse(final DirectBuffer source, final int offset, final int length) {
        buffer = source;
        cursor = offset + OPCODE_LENGTH;
        end = offset + length;
        optionCount = 0;
        Arrays.fill(values, ABSENT);
        name = word(MAX_NAME_LENGTH);
        if (name == null || name.isEmpty()) {
            return "no file name";
        }
        mode = word(MAX_WORD_LENGTH);
        if (mode == null) {
            return "no mode";
        }
        mode = mode.toLowerCase(Locale.ROOT);
        parseOptions();
        return null;
    }

    private void parseOptions() {
        for (int i = 0; i < MAX_OPTIONS && cursor < end; i++) {
            final String key = word(MAX_WORD_LENGTH);
            final String value = word(MAX_WORD_LENGTH);
            final TftpOption option = key == null ? null : TftpOption.of(key);
            final long number = value == null ? ABSENT : number(value);
            if (option != null && option.allows(number) && values[option.ordinal()] == ABSENT) {
                values[option.ordinal()] = number;
                order[optionCount++] = option;
            }
        }
    }

    /**
     * The file's name as it was sent: any bytes but zero, each one character.
     *
     * @return never empty.
     */
    public String name() {
        return name;
    }

    /**
     * The transfer's mode.
     *
     * @return in lower case: octet, netascii, mail or anything else that was sent.
     */
    public String mode() {
        return mode;
    }

    /**
     * The number of valid options that were asked for.
     *
     * @return 0 or more.
     */
    public int optionCount() {
        return optionCount;
    }

    /**
     * An option by its place among the valid ones.
     *
     * @param index less than {@link #optionCount()}.
     * @return the option.
     */
    public TftpOption option(final int index) {
        return order[index];
    }

    /**
     * What an option was asked for with.
     *
     * @param option of interest.
     * @return its value, or {@link #ABSENT}.
     */
    public long value(final TftpOption option) {
        return values[option.ordinal()];
    }

    /**
     * Whether another request asks for the same in the same way.
     *
     * @param other that was read.
     * @return true for what a client sends when it has got no answer.
     */
    public boolean isRepeatedBy(final TftpRequest other) {
        return name.equals(other.name) && mode.equals(other.mode) && Arrays.equals(values, other.values);
    }

    /** A zero-terminated word; the last one of a packet may lack its zero. Null if there is none or it is too long. */
    private String word(final int maxLength) {
        final int start = cursor;
        int i = start;
        while (i < end && buffer.getByte(i) != 0) {
            i++;
        }
        cursor = i + 1;
        if (start >= end || i - start > maxLength) {
            return null;
        }
        final StringBuilder word = new StringBuilder(i - start);
        for (int at = start; at < i; at++) {
            word.append((char) (buffer.getByte(at) & 0xFF));
        }
        return word.toString();
    }

    private static long number(final String digits) {
        if (digits.isEmpty() || digits.length() > 15) {
            return ABSENT;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            final char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return ABSENT;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }
}
