package orbis.perf.road;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import orbis.perf.lab.Boot;
import orbis.perf.lab.Firmware;
import orbis.perf.lab.FirmwareVariables;
import orbis.perf.lab.Guest;
import orbis.perf.lab.IscsiAttempt;
import orbis.perf.lab.LabClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The road without any boot file: UEFI firmware whose iSCSI driver logs in, by CHAP, and runs the disk's loader. */
@Tag("road")
@Timeout(value = 25, unit = TimeUnit.MINUTES)
class FirmwareIscsiIT {
    private static final String USER = "uqbar";
    private static final String SECRET = "orbis-tertius";
    private static final String PEER = "tlon";
    private static final String PEER_SECRET = "hlaer-to-jangr";

    @Test
    void shouldBootByTheFirmwaresOwnInitiatorWithChap() throws IOException {
        boot("firmware-chap", null, null);
    }

    @Test
    void shouldBootByTheFirmwaresOwnInitiatorWithMutualChap() throws IOException {
        boot("firmware-mutual-chap", PEER, PEER_SECRET);
    }

    private static void boot(final String test, final String peer, final String peerSecret) throws IOException {
        try (RoadLab lab = new RoadLab(test)) {
            final LabClient uqbar = lab.client("uqbar", Guest.TOOLS);
            final Path secrets = lab.folder().resolve("secrets");
            Files.writeString(secrets, uqbar.initiator() + " " + USER + " " + SECRET
                + (peer == null ? "" : " " + peer + " " + peerSecret) + "\n");
            Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
            lab.set("orbis.iscsi.secrets", secrets.toString());
            lab.serve();

            final FirmwareVariables variables = new FirmwareVariables(Firmware.UEFI.shippedVariables());
            new IscsiAttempt(uqbar.initiator(), uqbar.mac(), USER, SECRET, peer, peerSecret).store(variables);
            final Path setUp = lab.folder().resolve("variables.fd");
            variables.save(setUp);
            final Boot boot = lab.powerOn(lab.machine(uqbar, Firmware.UEFI).withVariables(setUp).with(
                "-fw_cfg", "name=opt/org.tianocore/IPv4PXESupport,string=no",
                "-fw_cfg", "name=opt/org.tianocore/IPv6PXESupport,string=no"));
            lab.proveRoot(uqbar, boot);
            lab.passed();
        }
    }
}
