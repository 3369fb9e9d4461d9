package orbis.perf.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.UUID;

/**
 * The iSCSI boot attempt of UEFI firmware: address and target from DHCP, secrets from its setup ({@code
 * ISCSI_ATTEMPT_CONFIG_NVDATA} of {@code NetworkPkg/IScsiDxe/IScsiConfig.h}, as of edk2-stable202211; packed).
 *
 * @param initiator its iSCSI name.
 * @param mac       address of the network card.
 * @param user      it proves to be by CHAP; null for no CHAP.
 * @param secret    of that, 12 to 16 characters.
 * @param peer      the target proves to be; null for CHAP one way only.
 * @param peerSecret of that.
 */
public record IscsiAttempt(String initiator, String mac, String user, String secret, String peer, String peerSecret) {
    static final UUID INITIATOR_NAME = UUID.fromString("59324945-ec44-4c0d-b1cd-9db139df070c");
    static final UUID CONFIGURATION = UUID.fromString("4b47d616-a8d6-4552-9d44-ccad2e0f4cf9");
    private static final int LENGTH = 1049;
    private static final int INDEX_OFFSET = 17;
    private static final int NAME_OFFSET = 26;
    private static final int MAC_OFFSET = 38;
    private static final int PORT_OFFSET = 182;
    private static final int ENABLED_OFFSET = 184;
    private static final int INITIATOR_FROM_DHCP_OFFSET = 222;
    private static final int TARGET_FROM_DHCP_OFFSET = 223;
    private static final int CONNECT_TIMEOUT_OFFSET = 473;
    private static final int ISID_OFFSET = 476;
    private static final int AUTHENTICATION_OFFSET = 757;
    private static final int CHAP_TYPE_OFFSET = 758;
    private static final int CHAP_NAME_OFFSET = 759;
    private static final int CHAP_SECRET_OFFSET = 886;
    private static final int REVERSE_NAME_OFFSET = 903;
    private static final int REVERSE_SECRET_OFFSET = 1030;
    private static final int ACTIVE_OFFSET = 1048;
    private static final short CONNECT_TIMEOUT_MS = 10_000;

    /**
     * Sets a machine up: writes it down as the first attempt.
     *
     * @param folder to write the variables of the machine's firmware to.
     * @return their file.
     */
    public Path setUp(final Path folder) {
        final FirmwareVariables variables = new FirmwareVariables(Firmware.UEFI.shippedVariables());
        store(variables);
        final Path file = folder.resolve("variables.fd");
        variables.save(file);
        return file;
    }

    /**
     * Writes it down as the first attempt.
     *
     * @param variables of the firmware, fresh from the factory.
     */
    void store(final FirmwareVariables variables) {
        variables.add(INITIATOR_NAME, "I_NAME", (initiator + "\0").getBytes(StandardCharsets.US_ASCII));
        variables.add(INITIATOR_NAME, "Attempt 1", bytes());
        variables.add(CONFIGURATION, "AttemptOrder", new byte[] {1});
        // The firmware makes empty attempts up to eight, but for those listed here.
        variables.add(CONFIGURATION, "InitialAttemptOrder", new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    }

    /**
     * Writes the same secrets down for Orbis.
     *
     * @param folder to write them to.
     * @return the file, for {@code orbis.iscsi.secrets}.
     */
    public Path secrets(final Path folder) {
        final Path file = folder.resolve("secrets");
        try {
            Files.writeString(file, initiator + " " + user + " " + secret
                + (peer == null ? "" : " " + peer + " " + peerSecret) + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private byte[] bytes() {
        final ByteBuffer data = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        data.put(INDEX_OFFSET, (byte) 1);
        text(data, NAME_OFFSET, "Attempt 1");
        text(data, MAC_OFFSET, mac.toUpperCase(Locale.ROOT));
        data.putShort(PORT_OFFSET, (short) 3260);
        data.put(ENABLED_OFFSET, (byte) 1);
        data.put(INITIATOR_FROM_DHCP_OFFSET, (byte) 1);
        data.put(TARGET_FROM_DHCP_OFFSET, (byte) 1);
        data.putShort(CONNECT_TIMEOUT_OFFSET, CONNECT_TIMEOUT_MS);
        final String[] digits = mac.split(":");
        for (int i = 0; i < digits.length; i++) {
            data.put(ISID_OFFSET + i, (byte) Integer.parseInt(digits[i], 16));
        }
        data.put(AUTHENTICATION_OFFSET, (byte) (user == null ? 0 : 1));
        if (user != null) {
            text(data, CHAP_NAME_OFFSET, user);
            text(data, CHAP_SECRET_OFFSET, secret);
        }
        if (peer != null) {
            data.put(CHAP_TYPE_OFFSET, (byte) 1);
            text(data, REVERSE_NAME_OFFSET, peer);
            text(data, REVERSE_SECRET_OFFSET, peerSecret);
        }
        data.put(ACTIVE_OFFSET, (byte) 1);
        return data.array();
    }

    private static void text(final ByteBuffer data, final int offset, final String text) {
        data.put(offset, text.getBytes(StandardCharsets.US_ASCII));
    }
}
