package orbis.perf.road;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import orbis.perf.lab.Firmware;
import orbis.perf.lab.Guest;
import orbis.perf.lab.GuestBoot;
import orbis.perf.lab.LabClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Several machines at once. */
@Tag("road")
@Isolated
@Timeout(value = 25, unit = TimeUnit.MINUTES)
class ManyGuestsIT {
    private static final int GUESTS = 4;

    @Test
    void shouldBootFourGuestsTogetherEachFromItsOwnDisk() throws IOException {
        try (RoadLab lab = new RoadLab("four-guests")) {
            lab.publishGrub();
            lab.publishKernel(Guest.TOOLS);
            final List<LabClient> clients = new ArrayList<>();
            for (int i = 0; i < GUESTS; i++) {
                clients.add(lab.client("guest" + i, Guest.TOOLS));
            }
            lab.serve();
            final List<GuestBoot> boots = new ArrayList<>();
            for (final LabClient client : clients) {
                boots.add(lab.powerOn(lab.machine(client, Firmware.UEFI)));
            }
            for (int i = 0; i < GUESTS; i++) {
                lab.assertRootOf(clients.get(i), boots.get(i).word());
                boots.get(i).powerOff();
            }
            lab.passed();
        }
    }
}
