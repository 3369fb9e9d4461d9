package orbis.perf.road;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import orbis.perf.lab.Firmware;
import orbis.perf.lab.Guest;
import orbis.perf.lab.GuestBoot;
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
            final IscsiAttempt attempt =
                new IscsiAttempt(uqbar.initiator(), uqbar.mac(), USER, SECRET, peer, peerSecret);
            lab.set("orbis.iscsi.secrets", attempt.secrets(lab.folder()).toString());
            lab.serve();
            final GuestBoot boot = lab.powerOn(
                lab.machine(uqbar, Firmware.UEFI).withVariables(attempt.setUp(lab.folder())).withoutPxe());
            lab.proveRoot(uqbar, boot);
            lab.passed();
        }
    }
}
