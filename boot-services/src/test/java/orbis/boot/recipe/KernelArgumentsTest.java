package orbis.boot.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

import orbis.boot.ClientDisk;
import orbis.boot.ClientRecord;
import orbis.boot.MacAddress;

class KernelArgumentsTest {
    private static final int SERVER = 0xac100001;
    private static final KernelFiles DRACUT = new KernelFiles("vmlinuz-1", "initramfs-1.img");
    private static final KernelFiles DEBIAN = new KernelFiles("vmlinuz-1", "initrd.img-1");

    @Test
    void shouldTellDracutOfItsRoot() {
        assertEquals(List.of("root=UUID=5fabb8c5", "ro",
            "netroot=iscsi:172.16.0.1::3260:0:iqn.2022-07.san.iscsi:uqbar-root",
            "rd.iscsi.initiator=iqn.1994-05.com.redhat:uqbar", "ip=dhcp", "rd.neednet=1",
            "BOOTIF=01-00-0c-29-8c-d4-14"), of("root=UUID=5fabb8c5 ro", DRACUT, InitramfsStyle.AUTO));
    }

    @Test
    void shouldTellInitramfsToolsOfItsRoot() {
        assertEquals(List.of("root=UUID=1",
            "iscsi_initiator=iqn.1994-05.com.redhat:uqbar", "iscsi_target_name=iqn.2022-07.san.iscsi:uqbar-root",
            "iscsi_target_ip=172.16.0.1", "iscsi_target_port=3260", "iscsi_target_group=1", "ip=dhcp",
            "rd.neednet=1", "BOOTIF=01-00-0c-29-8c-d4-14"), of("root=UUID=1", DEBIAN, InitramfsStyle.INITRAMFS_TOOLS));
    }

    @Test
    void shouldTellBothWhenTheInitrdIsNamedAsDebianDoes() {
        final List<String> arguments = of("", DEBIAN, InitramfsStyle.AUTO);
        assertEquals(1, arguments.stream().filter(a -> a.startsWith("netroot=iscsi:")).count());
        assertEquals(1, arguments.stream().filter(a -> a.startsWith("iscsi_target_name=")).count());
    }

    @Test
    void shouldLetTheAdministratorWin() {
        assertEquals(List.of("ip=ens3:dhcp", "netroot=dhcp", "rd.iscsi.initiator=iqn.own"),
            of("ip=ens3:dhcp netroot=dhcp rd.iscsi.initiator=iqn.own", DRACUT, InitramfsStyle.AUTO));
    }

    @Test
    void shouldTakeNetworkAndRootFromTheFirmwareWhereAskedFor() {
        assertEquals(List.of("rd.iscsi.firmware=1", "ip=ibft"),
            of("rd.iscsi.firmware=1", DRACUT, InitramfsStyle.AUTO));
    }

    @Test
    void shouldSayEachArgumentOnce() {
        assertEquals(List.of("ro", "console=tty0", "console=ttyS0", "ip=dhcp", "netroot=x", "rd.iscsi.initiator=i"),
            of("ro console=tty0 console=ttyS0 ro ip=dhcp netroot=x rd.iscsi.initiator=i", DRACUT,
                InitramfsStyle.AUTO));
    }

    @Test
    void shouldNotSpeakOfDisksToAClientWithoutOne() {
        assertEquals(List.of("quiet"), KernelArguments.of(
            ClientRecord.named("a").args("quiet").build(), DRACUT, InitramfsStyle.AUTO, SERVER));
    }

    @Test
    void shouldKeepBlanksInQuotesTogether() {
        assertEquals(List.of("a=\"b c\"", "d"), KernelArguments.split("  a=\"b c\"\td "));
        assertEquals(List.of("a=\"b c"), KernelArguments.split("a=\"b c"));
    }

    @Test
    void shouldQuoteForGrubWhatItsShellWouldTake() {
        assertEquals("a=b 'c=$x;y' 'd=e f' 'g=it'\\''s'",
            KernelArguments.forGrub(List.of("a=b", "c=$x;y", "d=\"e f\"", "g=it's")));
    }

    @Test
    void shouldWriteRootPathsWithLunInHexAndBracketsAroundIpv6() {
        assertEquals("iscsi:172.16.0.1::3260:1f:iqn.a:b",
            RootPath.of(new ClientDisk("b", "iqn.a:b", null, 3260, 31), SERVER));
        assertEquals("iscsi:[fd00::1]::860:0:iqn.a:b",
            RootPath.of(new ClientDisk("b", "iqn.a:b", "fd00::1", 860, 0), SERVER));
    }

    private static List<String> of(final String args, final KernelFiles files, final InitramfsStyle style) {
        final ClientRecord client = ClientRecord.named("uqbar").mac(MacAddress.parse("00:0c:29:8c:d4:14"))
            .disk(new ClientDisk("uqbar-root", "iqn.2022-07.san.iscsi:uqbar-root", null, 3260, 0))
            .initiator("iqn.1994-05.com.redhat:uqbar").args(args).build();
        return KernelArguments.of(client, files, style, SERVER);
    }
}
