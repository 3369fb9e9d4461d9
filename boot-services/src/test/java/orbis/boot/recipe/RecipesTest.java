package orbis.boot.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import orbis.boot.BootRoad;
import orbis.boot.ClientDirectory;
import orbis.boot.ClientDisk;
import orbis.boot.ClientRecord;
import orbis.boot.FirmwareKind;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.boot.files.BootFile;
import orbis.boot.files.BootFolder;
import orbis.boot.files.FileRequest;
import orbis.protocol.dhcp.Architecture;

class RecipesTest {
    private static final int SERVER = 0xac100001;
    private static final int ADDRESS = 0xac100082;
    private static final String ROOT_PATH = "iscsi:172.16.0.1::3260:0:iqn.2022-07.san.iscsi:uqbar-root";
    private static final UUID ID = UUID.fromString("4c4c4544-0042-3010-8051-b4c04f4e3732");

    private final ClientDirectory clients = new ClientDirectory();

    @TempDir
    private Path root;
    private Recipes recipes;

    @BeforeEach
    void open() throws IOException {
        recipes("http");
    }

    private void recipes(final String scheme) throws IOException {
        recipes(scheme, false);
    }

    private void recipes(final String scheme, final boolean proxy) throws IOException {
        recipes = Recipes.of(new RecipeSettings(Map.of(Architecture.ARM64_UEFI, "my.efi"), Map.of(), scheme, 8480,
            InitramfsStyle.AUTO, proxy), new BootFolder(root), root.resolve("templates"), clients, Runnable::run);
    }

    private ClientRecord client(final BootRoad road) {
        final ClientRecord client = ClientRecord.named("uqbar").mac(MacAddress.parse("00:0c:29:8c:d4:14")).uuid(ID)
            .address(ADDRESS).road(road).args("root=UUID=5fabb8c5 ro")
            .disk(new ClientDisk("uqbar-root", "iqn.2022-07.san.iscsi:uqbar-root", null, 3260, 0))
            .initiator("iqn.1994-05.com.redhat:uqbar").build();
        clients.put(client);
        return client;
    }

    @Test
    void shouldSendUefiToShimOnlyWhereGrubIsBesideIt() throws IOException {
        write("shimx64.efi");
        recipes("http");
        assertEquals("grubx64.efi", answer(BootRoad.AUTO, FirmwareKind.PXE, Architecture.X64_UEFI).bootFile());
        write("grubx64.efi");
        recipes("http");
        assertEquals("shimx64.efi", answer(BootRoad.AUTO, FirmwareKind.PXE, Architecture.X64_UEFI).bootFile());
        assertEquals("shimx64.efi", answer(BootRoad.GRUB, FirmwareKind.PXE, Architecture.EBC).bootFile());
        assertEquals(ROOT_PATH, answer(BootRoad.GRUB, FirmwareKind.PXE, Architecture.X64_UEFI).rootPath());
    }

    @Test
    void shouldSendGrubToUefiWithoutShim() throws IOException {
        write("grubx64.efi");
        recipes("http");

        assertEquals("grubx64.efi", answer(BootRoad.AUTO, FirmwareKind.PXE, Architecture.X64_UEFI).bootFile());
        assertEquals("my.efi", answer(BootRoad.AUTO, FirmwareKind.PXE, Architecture.ARM64_UEFI).bootFile());
        assertEquals("core.0", answer(BootRoad.AUTO, FirmwareKind.PXE, null).bootFile());
        assertSame(BootAnswer.NOTHING, answer(BootRoad.AUTO, FirmwareKind.PXE, Architecture.PC98));
    }

    @Test
    void shouldSendIpxeWhereTheRoadGoesThroughIt() throws IOException {
        write("undionly.kpxe");
        recipes("http");

        assertEquals("snponly.efi", answer(BootRoad.SAN, FirmwareKind.PXE, Architecture.X64_UEFI).bootFile());
        assertEquals("undionly.kpxe", answer(BootRoad.IPXE, FirmwareKind.PXE, Architecture.X86_BIOS).bootFile());
        assertEquals("undionly.kpxe", answer(BootRoad.AUTO, FirmwareKind.PXE, Architecture.X86_BIOS).bootFile());
    }

    @Test
    void shouldNeverSendIpxeToItself() throws IOException {
        write("undionly.kpxe");
        recipes("http");

        final BootAnswer san = answer(BootRoad.AUTO, FirmwareKind.IPXE, Architecture.X86_BIOS);
        assertNull(san.bootFile());
        assertEquals(ROOT_PATH, san.rootPath());
        assertEquals("iqn.1994-05.com.redhat:uqbar", san.initiatorName());
        assertEquals("http://172.16.0.1:8480/client/uqbar/boot.ipxe",
            answer(BootRoad.IPXE, FirmwareKind.IPXE, Architecture.X86_BIOS).bootFile());
        assertEquals("core.0", answer(BootRoad.GRUB, FirmwareKind.IPXE, Architecture.X86_BIOS).bootFile());
    }

    @Test
    void shouldSendIpxeToItsScriptWhenAnotherServerLeasesAddresses() throws IOException {
        recipes("http", true);
        for (final BootRoad road : new BootRoad[] {BootRoad.AUTO, BootRoad.SAN}) {
            final BootAnswer san = answer(road, FirmwareKind.IPXE, Architecture.X86_BIOS);
            assertEquals("http://172.16.0.1:8480/client/uqbar/boot.ipxe", san.bootFile());
            assertNull(san.rootPath());
        }
    }

    @Test
    void shouldSendUrlsToUefiThatBootsByHttp() throws IOException {
        write("grubx64.efi");
        recipes("http");
        assertEquals("http://172.16.0.1:8480/client/uqbar/grubx64.efi",
            answer(BootRoad.HTTP, FirmwareKind.HTTP, Architecture.X64_UEFI).bootFile());

        recipes(null);
        assertSame(BootAnswer.NOTHING, answer(BootRoad.HTTP, FirmwareKind.HTTP, Architecture.X64_UEFI));
        assertEquals("tftp://172.16.0.1/boot.ipxe",
            answer(BootRoad.IPXE, FirmwareKind.IPXE, Architecture.X86_BIOS).bootFile());
    }

    @Test
    void shouldKeepUrlsShortEnoughForFirmware() {
        final ClientRecord client = ClientRecord.named("x".repeat(200)).bootFile("a.efi").build();
        assertEquals("http://172.16.0.1:8480/a.efi",
            recipes.answers().answer(client, FirmwareKind.HTTP, Architecture.X64_UEFI, SERVER).bootFile());
    }

    @Test
    void shouldTellAnOperatingSystemOfItsDiskAlone() {
        final BootAnswer answer = answer(BootRoad.GRUB, FirmwareKind.PLAIN, null);
        assertNull(answer.bootFile());
        assertEquals(ROOT_PATH, answer.rootPath());
        assertSame(answer, answer(BootRoad.GRUB, FirmwareKind.PLAIN, null));
        assertSame(BootAnswer.NOTHING,
            recipes.answers().answer(ClientRecord.named("a").build(), FirmwareKind.PLAIN, null, SERVER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"grub.cfg", "grub.cfg-01-00-0c-29-8c-d4-14", "EFI/redhat/grub.cfg",
        "grub.cfg-4c4c4544-0042-3010-8051-b4c04f4e3732", "grub.cfg-AC100082", "EFI/debian/grub.cfg-AC1"})
    void shouldMakeTheConfigurationOfGrubUnderEveryNameInEveryFolder(final String name) throws IOException {
        write("vmlinuz-6.1.0-9", "initramfs-6.1.0-9.img", "vmlinuz-6.1.0-10", "initramfs-6.1.0-10.img");
        final ClientRecord client = client(BootRoad.GRUB);

        final String config = text(name, client);

        assertTrue(config.contains("\n    linux /vmlinuz-6.1.0-10 root=UUID=5fabb8c5 ro netroot=" + ROOT_PATH
            + " rd.iscsi.initiator=iqn.1994-05.com.redhat:uqbar ip=dhcp rd.neednet=1"
            + " BOOTIF=01-00-0c-29-8c-d4-14\n"), config);
        assertTrue(config.contains("\n    initrd /initramfs-6.1.0-10.img\n"), config);
        assertEquals(config.length(), find(name, client).length());
    }

    @Test
    void shouldKnowAClientByTheNameThatGrubAsksFor() throws IOException {
        write("vmlinuz-1");
        client(BootRoad.GRUB);

        assertTrue(text("grub.cfg-01-00-0c-29-8c-d4-14", null).contains("/vmlinuz-1 "));
        assertTrue(text("grub.cfg-4c4c4544-0042-3010-8051-b4c04f4e3732", null).contains("/vmlinuz-1 "));
        assertTrue(text("grub.cfg-44454c4c-4200-1030-8051-b4c04f4e3732", null).contains("/vmlinuz-1 "));
        assertTrue(text("grub.cfg-AC100082", null).contains("/vmlinuz-1 "));
        assertNull(find("grub.cfg-AC10008", null));
        assertNull(find("grub.cfg", null));
        assertNull(find("grub.cfg-01-00-00-00-00-00-00", null));
        assertNull(find("grub.cfg-XXXXXXXX", null));
    }

    @Test
    void shouldLeaveOutTheInitrdWhereThereIsNone() throws IOException {
        write("vmlinuz-1");
        assertTrue(!text("grub.cfg", client(BootRoad.GRUB)).contains("initrd"));
    }

    @Test
    void shouldLoadAKernelThatHasNoInitrd() throws IOException {
        write("vmlinuz-1");
        final String script = text("boot.ipxe", client(BootRoad.IPXE));
        assertTrue(script.contains("\nkernel http://172.16.0.1:8480/vmlinuz-1 root=UUID=5fabb8c5 ro netroot="
            + ROOT_PATH + " rd.iscsi.initiator=iqn.1994-05.com.redhat:uqbar ip=dhcp rd.neednet=1"
            + " BOOTIF=01-00-0c-29-8c-d4-14 || goto failed\nboot || goto failed\n"), script);
    }

    @Test
    void shouldLoadTheKernelOfAClientWithoutDiskAndArguments() throws IOException {
        write("vmlinuz-1", "initrd.img-1");
        final ClientRecord bare = ClientRecord.named("bare").mac(MacAddress.parse("00:0c:29:8c:d4:15")).build();
        clients.put(bare);

        final String config = text("grub.cfg", bare);
        assertTrue(config.contains("\n    linux /vmlinuz-1\n"), config);
        final String script = text("boot.ipxe", bare);
        assertTrue(script.contains(
            "\nkernel http://172.16.0.1:8480/vmlinuz-1 initrd=initrd.img-1 || goto failed\n"), script);
    }

    @Test
    void shouldSayOnTheScreenThatThereIsNoKernel() {
        assertEquals("echo 'There is no vmlinuz-* in orbis.tftp.root for uqbar.'\n",
            text("grub.cfg", client(BootRoad.GRUB)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"grub.cfg", "grub.cfg-AC1000", "grub.cfg-01-00-0c-29-8c-d4-14",
        "grub.cfg-44454c4c-4200-1030-8051-b4c04f4e3732"})
    void shouldPreferAConfigurationWrittenByHandUnderAnyName(final String written) throws IOException {
        write("vmlinuz-1");
        Files.writeString(root.resolve(written), "by hand");
        final ClientRecord client = client(BootRoad.GRUB);

        for (final String name : GrubNames.all(client, ADDRESS)) {
            final BootFile file = find(name, client);
            assertEquals(name.equals(written) ? 7 : -1, file == null ? -1 : file.length(), name);
        }
        assertEquals(7, find("EFI/redhat/" + written, client).length());
    }

    @Test
    void shouldMakeScriptsOfIpxe() throws IOException {
        write("vmlinuz-1", "initrd.img-1");
        final String kernel = text("boot.ipxe", client(BootRoad.IPXE));
        assertTrue(kernel.startsWith("#!ipxe\n"), kernel);
        assertTrue(kernel.contains("\nkernel http://172.16.0.1:8480/vmlinuz-1 initrd=initrd.img-1 root=UUID=5fabb8c5 "),
            kernel);
        assertTrue(kernel.contains("\nisset ${ip} || dhcp"), kernel);
        final String san = text("EFI/autoexec.ipxe", client(BootRoad.SAN));
        assertTrue(san.contains("\nsanboot " + ROOT_PATH + " "), san);
        assertTrue(san.contains("\nset initiator-iqn iqn.1994-05.com.redhat:uqbar\n"), san);
        assertNull(find("boot.ipxe", null));
    }

    @Test
    void shouldServeFilesInAnyCase() throws IOException {
        Files.createDirectories(root.resolve("EFI/BOOT"));
        Files.writeString(root.resolve("EFI/BOOT/BOOTX64.EFI"), "efi");

        assertNotNull(find("efi/boot/bootx64.efi", null));
        assertNull(find("efi/boot/bootx65.efi", null));
    }

    @Test
    void shouldFillTheAdministratorsTemplates() throws IOException {
        Files.createDirectories(root.resolve("templates"));
        Files.writeString(root.resolve("templates/grub.cfg"), "a ${kernel} ${prefix}\nb ${initrd}\nc ${mac}\n");
        write("vmlinuz-1");

        assertEquals("a vmlinuz-1 ${prefix}\nc 00:0c:29:8c:d4:14\n", text("grub.cfg", client(BootRoad.GRUB)));
    }

    @Test
    void shouldSeeFilesThatComeLater() throws IOException {
        final long[] nowNs = {1};
        final FolderView view = new FolderView(
            new BootFolder(root), Set.of("sub/x"), () -> nowNs[0], Runnable::run);
        final Set<String> before = view.names();
        assertEquals(Set.of(), before);
        assertSame(before, view.names());

        write("y");
        Files.createDirectories(root.resolve("sub"));
        write("sub/x");
        nowNs[0] += 2_000_000_000L;
        view.names();

        assertEquals(Set.of("y", "sub", "sub/x"), view.names());
    }

    private BootAnswer answer(final BootRoad road, final FirmwareKind kind, final Architecture architecture) {
        return recipes.answers().answer(client(road), kind, architecture, SERVER);
    }

    private BootFile find(final String name, final ClientRecord client) {
        return recipes.files().find(new FileRequest(name, client, client == null ? Ipv4.NONE : ADDRESS, SERVER));
    }

    private String text(final String name, final ClientRecord client) {
        return find(name, client).toString();
    }

    private void write(final String... names) throws IOException {
        for (final String name : names) {
            Files.writeString(root.resolve(name), name);
        }
    }
}
