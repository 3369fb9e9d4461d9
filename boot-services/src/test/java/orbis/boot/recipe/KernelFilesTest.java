package orbis.boot.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

import orbis.boot.ClientRecord;

class KernelFilesTest {
    private static final ClientRecord CLIENT = ClientRecord.named("a").build();

    @Test
    void shouldTakeTheNewestKernelThatHasAnInitrd() {
        assertEquals(new KernelFiles("vmlinuz-6.1.0-25-amd64", "initrd.img-6.1.0-25-amd64"), of(CLIENT,
            "vmlinuz-6.1.0-9-amd64", "initrd.img-6.1.0-9-amd64", "vmlinuz-6.1.0-25-amd64",
            "initrd.img-6.1.0-25-amd64", "vmlinuz-6.1.0-30-amd64", "vmlinuz-0-rescue-77", "initramfs-0-rescue-77.img"));
    }

    @Test
    void shouldKnowTheNamesOfOtherDistributions() {
        assertEquals("initramfs-4.18.0-553.el8.x86_64.img",
            of(CLIENT, "vmlinuz-4.18.0-553.el8.x86_64", "initramfs-4.18.0-553.el8.x86_64.img").initrd());
        assertEquals("initrd-5.14-default", of(CLIENT, "vmlinuz-5.14-default", "initrd-5.14-default").initrd());
    }

    @Test
    void shouldTakeAKernelWithoutInitrdWhenNoneHasOne() {
        assertEquals(new KernelFiles("vmlinuz-6.2", null), of(CLIENT, "vmlinuz-6.1", "vmlinuz-6.2"));
    }

    @Test
    void shouldTakeNamesWithoutVersionLast() {
        assertEquals(new KernelFiles("vmlinuz", "initrd.img"), of(CLIENT, "vmlinuz", "initrd.img"));
        assertEquals("vmlinuz-1", of(CLIENT, "initrd-1", "vmlinuz", "vmlinuz-1", "initrd.img").kernel());
    }

    @Test
    void shouldLeaveOutNamesThatABootLoaderWouldMisread() {
        assertEquals(new KernelFiles(null, null), of(CLIENT, "vmlinuz-1'; reboot", "vmlinuz-", "grubx64.efi"));
    }

    @Test
    void shouldTakeWhatTheRecordSays() {
        final ClientRecord own = ClientRecord.named("a").kernel("rhel/vmlinuz-4").build();
        assertEquals(new KernelFiles("rhel/vmlinuz-4", "rhel/initramfs-4.img"),
            of(own, "vmlinuz-6", "initrd-6", "rhel/initramfs-4.img"));
        final ClientRecord both = ClientRecord.named("a").kernel("k").initrd("i").build();
        assertEquals(new KernelFiles("k", "i"), of(both));
    }

    private static KernelFiles of(final ClientRecord client, final String... names) {
        return KernelFiles.of(client, List.of(names), List.of(names)::contains);
    }
}
