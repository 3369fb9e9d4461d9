package orbis.perf.road;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import orbis.perf.lab.Firmware;
import orbis.perf.lab.Guest;
import orbis.perf.lab.GuestBoot;
import orbis.perf.lab.LabClient;
import orbis.perf.lab.LabNetwork;
import orbis.perf.lab.LabServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to a guest that runs: its server dies, its cable is pulled, its disk grows. */
@Tag("road")
@Timeout(value = 25, unit = TimeUnit.MINUTES)
class LifeOnTheWireIT {
    /** Writes at a rate that makes it last, says once a second how far it is, and then reads all of it back. */
    private static final String FIO = "fio --name=life --filename=/var/tmp/life --size=24m --rw=randwrite --bs=16k"
        + " --rate=768k --ioengine=libaio --iodepth=4 --direct=1 --verify=crc32c --verify_fatal=1 --do_verify=1"
        + " --output-format=terse --status-interval=2";
    private static final Pattern PROGRESS = Pattern.compile("^3;fio");
    private static final int DROP_S = 30;

    @Test
    void shouldLoseNothingWhileTheServerIsKilledTheLinkDropsAndTheDiskGrows() throws Exception {
        try (RoadLab lab = new RoadLab("life-on-the-wire")) {
            final LabClient uqbar = lab.client("uqbar", Guest.TOOLS);
            lab.publishGrub();
            lab.publishKernel(Guest.TOOLS);
            final LabServer server = lab.serve();
            final LabNetwork.Tap tap = lab.network().tap();
            final GuestBoot boot = lab.powerOn(lab.machine(uqbar, Firmware.UEFI, tap));
            lab.assertRootOf(uqbar, boot.word());

            duringFio(boot, () -> {
                server.kill();
                server.start();
            });
            duringFio(boot, () -> {
                lab.network().plug(tap, false);
                // The time that the link is down is what is tested: nothing happens that could be waited for.
                assertFalse(new CountDownLatch(1).await(DROP_S, TimeUnit.SECONDS));
                lab.network().plug(tap, true);
            });
            server.command("disk", "resize", "uqbar-root", "1100m", "-c", server.properties().toString());
            boot.run("echo 1 > /sys/block/sda/device/rescan; test $(cat /sys/block/sda/size) = $((1100 * 2048))",
                GuestBoot.LIMIT);
            boot.powerOff();
            lab.passed();
        }
    }

    private static void duringFio(final GuestBoot boot, final Blow blow) throws Exception {
        boot.console().type(FIO);
        assertNotNull(boot.console().transcript().await(PROGRESS, GuestBoot.LIMIT), "fio did not begin");
        blow.strike();
        boot.finish(FIO, Duration.ofMinutes(8));
    }

    private interface Blow {
        void strike() throws Exception;
    }
}
