package orbis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import orbis.boot.BootRoad;
import orbis.boot.ClientDisk;
import orbis.boot.ClientRecord;
import orbis.boot.DhcpQuirk;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.protocol.dhcp.Architecture;
import orbis.server.config.ConfigurationException;
import orbis.server.config.ConfigurationLoader;
import org.junit.jupiter.api.Test;

class ClientRecordsTest {
    private static List<ClientRecord> records(final Map<String, String> values) throws ConfigurationException {
        final Map<String, String> all = new TreeMap<>(Map.of(
            "orbis.iscsi.iqn", "iqn.2022-07.san.iscsi",
            "orbis.disk.uqbar-root.path", "/zpa/uqbar.img"));
        all.putAll(values);
        return ClientRecords.of(new ConfigurationLoader().definitions(all).conclude());
    }

    @Test
    void shouldTakeAllThatIsWrittenOfAClient() throws ConfigurationException {
        final Map<String, String> values = new TreeMap<>();
        values.put("mac", "00:0c:29:8c:d4:14");
        values.put("uuid", "12345678-9abc-def0-1122-334455667788");
        values.put("client.id", "FF00C0FFEE");
        values.put("disk", "uqbar-root");
        values.put("address", "172.16.0.130");
        values.put("arch", "x64-uefi");
        values.put("boot", "ipxe");
        values.put("initiator", "iqn.1994-05.com.redhat:uqbar");
        values.put("file", "a.efi");
        values.put("kernel", "vmlinuz-6");
        values.put("initrd", "initrd-6");
        values.put("args", "root=UUID=1 ro");
        values.put("quirk", "binl");
        final Map<String, String> keys = new TreeMap<>();
        values.forEach((key, value) -> keys.put("orbis.client.uqbar." + key, value));
        keys.put("orbis.iscsi.portals", "172.16.0.1:3261");

        assertEquals(List.of(new ClientRecord("uqbar", MacAddress.parse("00:0c:29:8c:d4:14"),
            UUID.fromString("12345678-9abc-def0-1122-334455667788"), "ff00c0ffee", Ipv4.parse("172.16.0.130"),
            Architecture.X64_UEFI,
            new ClientDisk("uqbar-root", "iqn.2022-07.san.iscsi:uqbar-root", "172.16.0.1", 3261, 0),
            "iqn.1994-05.com.redhat:uqbar", BootRoad.IPXE, "a.efi", "vmlinuz-6", "initrd-6", "root=UUID=1 ro",
            DhcpQuirk.BINL)), records(keys));
    }

    @Test
    void shouldTakeDefaultsForTheRest() throws ConfigurationException {
        final ClientRecord client = records(Map.of("orbis.client.tlon.mac", "00:0c:29:8c:d4:15")).get(0);

        assertEquals("iqn.2022-07.san.iscsi:client.tlon", client.initiator());
        assertEquals(Ipv4.NONE, client.address());
        assertEquals(BootRoad.AUTO, client.road());
        assertEquals("", client.args());
        assertNull(client.disk());
        assertNull(client.architecture());
        assertNull(client.uuid());
    }

    @Test
    void shouldSendClientsToTheServersAddressOnTheirNetwork() throws ConfigurationException {
        final ClientRecord client = records(Map.of(
            "orbis.client.tlon.disk", "uqbar-root", "orbis.iscsi.portals", "0.0.0.0:3260")).get(0);

        assertNull(client.disk().host());
        assertEquals("10.9.8.7", client.disk().hostOr(Ipv4.parse("10.9.8.7")));
    }

    @Test
    void shouldSendClientsToThePortOfThePortalThatTheyCanReach() throws ConfigurationException {
        final ClientDisk outside = records(Map.of("orbis.client.tlon.disk", "uqbar-root",
            "orbis.iscsi.portals", "127.0.0.1:3261,10.0.0.1:3262")).get(0).disk();
        assertEquals("10.0.0.1", outside.host());
        assertEquals(3262, outside.port());

        final ClientDisk any = records(Map.of("orbis.client.tlon.disk", "uqbar-root",
            "orbis.iscsi.portals", "10.0.0.1:3261,0.0.0.0:3262")).get(0).disk();
        assertNull(any.host());
        assertEquals(3262, any.port());
    }
}
