package orbis.perf.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;

/**
 * The variables of UEFI firmware, as OVMF keeps them in its flash: a firmware volume that holds a store of variables,
 * one after the other ({@code MdeModulePkg/Include/Guid/VariableFormat.h}, authenticated format). Writing them is what
 * a person does in the firmware's setup.
 */
public final class FirmwareVariables {
    /** Of {@code EFI_FIRMWARE_VOLUME_HEADER}: where its own length is. */
    private static final int VOLUME_HEADER_LENGTH_OFFSET = 48;
    /** Of {@code VARIABLE_STORE_HEADER}. */
    private static final int STORE_HEADER_LENGTH = 28;
    /** Of {@code AUTHENTICATED_VARIABLE_HEADER}. */
    private static final int HEADER_LENGTH = 60;
    private static final int STATE_OFFSET = 2;
    private static final int ATTRIBUTES_OFFSET = 4;
    private static final int MONOTONIC_COUNT_OFFSET = 8;
    private static final int NAME_SIZE_OFFSET = 36;
    private static final int DATA_SIZE_OFFSET = 40;
    private static final int VENDOR_OFFSET = 44;
    private static final short START_ID = 0x55aa;
    private static final byte ADDED = 0x3f;
    /** Kept over a restart, and hidden from the operating system. */
    private static final int NON_VOLATILE_BOOT_SERVICE = 3;

    private final ByteBuffer flash;

    /**
     * Reads variables.
     *
     * @param file an image of the flash that holds them.
     */
    public FirmwareVariables(final Path file) {
        try {
            flash = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Adds a variable.
     *
     * @param vendor whose name space its name is in.
     * @param name   of it.
     * @param value  of it.
     */
    public void add(final UUID vendor, final String name, final byte[] value) {
        final byte[] nameBytes = (name + "\0").getBytes(StandardCharsets.UTF_16LE);
        final int at = end();
        // The store is erased flash: every byte of a header is written, the gap up to the next variable is not.
        flash.putShort(at, START_ID);
        flash.put(at + STATE_OFFSET, ADDED);
        flash.put(at + STATE_OFFSET + 1, (byte) 0);
        flash.putInt(at + ATTRIBUTES_OFFSET, NON_VOLATILE_BOOT_SERVICE);
        for (int i = MONOTONIC_COUNT_OFFSET; i < NAME_SIZE_OFFSET; i++) {
            flash.put(at + i, (byte) 0);
        }
        flash.putInt(at + NAME_SIZE_OFFSET, nameBytes.length);
        flash.putInt(at + DATA_SIZE_OFFSET, value.length);
        flash.put(at + VENDOR_OFFSET, bytes(vendor));
        flash.put(at + HEADER_LENGTH, nameBytes);
        flash.put(at + HEADER_LENGTH + nameBytes.length, value);
    }

    /**
     * Finds a variable.
     *
     * @param vendor whose name space its name is in.
     * @param name   of it.
     * @return its value, or null if there is none.
     */
    public byte[] value(final UUID vendor, final String name) {
        final byte[] nameBytes = (name + "\0").getBytes(StandardCharsets.UTF_16LE);
        byte[] found = null;
        for (int at = first(); flash.getShort(at) == START_ID; at = next(at)) {
            final byte[] otherVendor = slice(at + VENDOR_OFFSET, 16);
            final byte[] otherName = slice(at + HEADER_LENGTH, flash.getInt(at + NAME_SIZE_OFFSET));
            if (flash.get(at + STATE_OFFSET) == ADDED && Arrays.equals(otherVendor, bytes(vendor))
                    && Arrays.equals(otherName, nameBytes)) {
                found = slice(at + HEADER_LENGTH + otherName.length, flash.getInt(at + DATA_SIZE_OFFSET));
            }
        }
        return found;
    }

    /**
     * Writes the image of the flash.
     *
     * @param file to write.
     */
    public void save(final Path file) {
        try {
            Files.write(file, flash.array());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int first() {
        return flash.getShort(VOLUME_HEADER_LENGTH_OFFSET) + STORE_HEADER_LENGTH;
    }

    private int end() {
        int at = first();
        while (flash.getShort(at) == START_ID) {
            at = next(at);
        }
        return at;
    }

    private int next(final int at) {
        final int end = at + HEADER_LENGTH + flash.getInt(at + NAME_SIZE_OFFSET) + flash.getInt(at + DATA_SIZE_OFFSET);
        return (end + 3) & ~3;
    }

    private byte[] slice(final int at, final int length) {
        final byte[] bytes = new byte[length];
        flash.get(at, bytes);
        return bytes;
    }

    /** A GUID as EFI lays it out: its first three numbers little endian, the rest byte by byte. */
    private static byte[] bytes(final UUID id) {
        final ByteBuffer bytes = ByteBuffer.allocate(16);
        bytes.order(ByteOrder.LITTLE_ENDIAN).putInt((int) (id.getMostSignificantBits() >>> 32));
        bytes.putShort((short) (id.getMostSignificantBits() >>> 16)).putShort((short) id.getMostSignificantBits());
        bytes.order(ByteOrder.BIG_ENDIAN).putLong(id.getLeastSignificantBits());
        return bytes.array();
    }
}
