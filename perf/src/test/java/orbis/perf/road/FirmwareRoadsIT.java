package orbis.perf.road;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import orbis.perf.lab.Firmware;
import orbis.perf.lab.Guest;
import orbis.perf.lab.GuestBoot;
import orbis.perf.lab.GuestImages;
import orbis.perf.lab.LabClient;
import orbis.perf.lab.Road;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every road from a firmware to a disk: power on a machine that has none, and it runs from the network. */
@Tag("road")
@Timeout(value = 25, unit = TimeUnit.MINUTES)
class FirmwareRoadsIT {
    @Test
    void shouldBootByPxeAndGrubWithAGeneratedConfiguration() throws IOException {
        try (RoadLab lab = new RoadLab("pxe-grub")) {
            final LabClient uqbar = lab.client("uqbar", Guest.DRACUT);
            lab.publishGrub();
            lab.publishKernel(Guest.DRACUT);
            lab.serve();
            lab.proveRoot(uqbar, lab.powerOn(lab.machine(uqbar, Firmware.UEFI)));
            lab.passed();
        }
    }

    @Test
    void shouldBootByPxeAndGrubWithAConfigurationWrittenByHand() throws IOException {
        try (RoadLab lab = new RoadLab("pxe-grub-by-hand")) {
            final LabClient uqbar = lab.client("uqbar", Guest.DRACUT);
            lab.publishGrub();
            lab.publishKernel(Guest.DRACUT);
            final Path written = lab.folder().resolve("by-hand.cfg");
            Files.writeString(written, "linux vmlinuz-6.1.0 " + Guest.DRACUT.kernelArguments()
                + " ip=dhcp rd.neednet=1 by.hand=1 rd.iscsi.initiator=" + uqbar.initiator()
                + " netroot=iscsi:172.16.0.1::3260::" + uqbar.target() + "\ninitrd initramfs-6.1.0.img\nboot\n");
            lab.publish(written, "grub.cfg-01-" + uqbar.mac().replace(':', '-'));
            lab.serve();
            final GuestBoot boot = lab.powerOn(lab.machine(uqbar, Firmware.UEFI));
            lab.assertRootOf(uqbar, boot.word());
            boot.run("grep -q by.hand=1 /proc/cmdline", GuestBoot.LIMIT);
            boot.powerOff();
            lab.passed();
        }
    }

    @Test
    void shouldBootByShimAndSignedGrubWithSecureBootEnforced() throws IOException {
        try (RoadLab lab = new RoadLab("secure-boot")) {
            final LabClient uqbar = lab.client("uqbar", Guest.DRACUT);
            lab.publish(GuestImages.SHIM, "shimx64.efi");
            lab.publish(GuestImages.SIGNED_GRUB, "grubx64.efi");
            lab.publishKernel(Guest.DRACUT);
            lab.set(uqbar.key("args"), Road.SECURE_BOOT.kernelArguments());
            lab.serve();
            final GuestBoot boot = lab.powerOn(lab.machine(uqbar, Firmware.UEFI_SECURE));
            lab.assertRootOf(uqbar, boot.word());
            boot.run("dmesg | grep -q 'Secure boot enabled'", GuestBoot.LIMIT);
            lab.proveReboot(uqbar, boot);
            lab.passed();
        }
    }

    @Test
    void shouldSanBootFromTheRomOfTheCardOnBios() throws IOException {
        try (RoadLab lab = new RoadLab("bios-san")) {
            final LabClient uqbar = lab.client("uqbar", Guest.DRACUT);
            lab.serve();
            lab.proveRoot(uqbar, lab.powerOn(lab.machine(uqbar, Firmware.BIOS)));
            lab.passed();
        }
    }

    @Test
    void shouldSanBootByPxeAndIpxeOnUefi() throws IOException {
        try (RoadLab lab = new RoadLab("uefi-ipxe-san")) {
            final LabClient uqbar = lab.client("uqbar", Guest.TOOLS);
            lab.publish(GuestImages.SNPONLY, "snponly.efi");
            lab.set(uqbar.key("boot"), "san");
            lab.serve();
            lab.proveRoot(uqbar, lab.powerOn(lab.machine(uqbar, Firmware.UEFI)));
            lab.passed();
        }
    }

    @Test
    void shouldBootByHttpAlone() throws IOException {
        try (RoadLab lab = new RoadLab("http")) {
            final LabClient uqbar = lab.client("uqbar", Guest.DRACUT);
            lab.publishGrub();
            lab.publishKernel(Guest.DRACUT);
            lab.set(uqbar.key("boot"), "http");
            lab.serve();
            lab.proveRoot(uqbar, lab.powerOn(lab.machine(uqbar, Firmware.UEFI).withoutPxe()));
            assertFalse(lab.capture().times().text().contains("TFTP"), "a file went over TFTP");
            lab.passed();
        }
    }
}
