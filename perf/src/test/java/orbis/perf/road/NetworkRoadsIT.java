package orbis.perf.road;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import orbis.perf.lab.Firmware;
import orbis.perf.lab.Guest;
import orbis.perf.lab.GuestBoot;
import orbis.perf.lab.LabClient;
import orbis.perf.lab.LabNetwork;
import orbis.perf.lab.ReferenceServers;
import orbis.perf.process.DebianPackages;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Roads through networks that belong to others: a DHCP server that is there already, a relay on the way. */
@Tag("road")
@Timeout(value = 25, unit = TimeUnit.MINUTES)
class NetworkRoadsIT {
    @Test
    void shouldBootByPxeAndGrubBesideAnotherDhcpServer() throws IOException {
        try (RoadLab lab = new RoadLab("proxy-pxe-grub")) {
            final LabClient uqbar = lab.client("uqbar", Guest.DRACUT);
            lab.publishGrub();
            lab.publishKernel(Guest.DRACUT);
            // GRUB 2.06 reads the reply of the DHCP server alone, never the proxy's: that server names ours.
            serveBesideDnsmasq(lab, "--dhcp-boot=,," + LabNetwork.SERVER);
            prove(lab, uqbar, lab.powerOn(lab.machine(uqbar, Firmware.UEFI)));
        }
    }

    @Test
    void shouldSanBootFromTheRomOfTheCardBesideAnotherDhcpServer() throws IOException {
        try (RoadLab lab = new RoadLab("proxy-bios-san")) {
            final LabClient uqbar = lab.client("uqbar", Guest.TOOLS);
            serveBesideDnsmasq(lab);
            prove(lab, uqbar, lab.powerOn(lab.machine(uqbar, Firmware.BIOS)));
        }
    }

    @Test
    void shouldBootByPxeAndGrubBehindARelay() throws IOException {
        DebianPackages.require("isc-dhcp-relay");
        try (RoadLab lab = new RoadLab("relay-pxe-grub")) {
            final LabClient uqbar = lab.client("uqbar", Guest.DRACUT);
            lab.publishGrub();
            lab.publishKernel(Guest.DRACUT);
            lab.set("orbis.subnet.upstairs.network", "192.168.7.0/24");
            lab.set("orbis.subnet.upstairs.range", "192.168.7.100-192.168.7.200");
            lab.set("orbis.subnet.upstairs.router", "192.168.7.1");
            final String router = lab.network().neighbour("172.16.0.2/24");
            lab.network().route(router, "172.16.0.2", "192.168.7.1/24");
            lab.start("dhcrelay", router, List.of("dhcrelay", "-d", "-4", "--no-pid", "-iu", "eth0",
                "-id", LabNetwork.BRIDGE, LabNetwork.SERVER));
            lab.serve();
            prove(lab, uqbar, lab.powerOn(lab.machine(uqbar, Firmware.UEFI, lab.network().tap(router))));
        }
    }

    private static void serveBesideDnsmasq(final RoadLab lab, final String... options) throws IOException {
        lab.set("orbis.dhcp.mode", "proxy");
        lab.unset("orbis.dhcp.range");
        final ReferenceServers others = lab.make(() -> new ReferenceServers(lab.network(), lab.folder()));
        final List<String> all = new ArrayList<>(List.of(options));
        all.add("--dhcp-range=172.16.0.100,172.16.0.200,12h");
        others.dnsmasq(lab.network().neighbour("172.16.0.3/24"), "eth0", null, all.toArray(String[]::new));
        lab.serve();
    }

    private static void prove(final RoadLab lab, final LabClient client, final GuestBoot boot) throws IOException {
        lab.proveRoot(client, boot);
        lab.passed();
    }
}
