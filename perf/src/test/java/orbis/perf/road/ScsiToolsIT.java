package orbis.perf.road;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import orbis.perf.lab.Firmware;
import orbis.perf.lab.Guest;
import orbis.perf.lab.GuestBoot;
import orbis.perf.lab.LabClient;
import orbis.perf.lab.LabNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What sg3_utils say of a disk to which the kernel of a guest is logged in, twice: {@code $D} and {@code $E} are its
 * two nexus. All that they print is kept beside the other logs of the test.
 */
@Tag("road")
@Timeout(value = 25, unit = TimeUnit.MINUTES)
class ScsiToolsIT {
    private static final int MISCOMPARE = 14;
    private static final int ILLEGAL_REQUEST = 5;
    private static final int UNIT_ATTENTION = 6;
    private static final int INVALID_OPERATION_CODE = 9;
    private static final int RESERVATION_CONFLICT = 24;

    private GuestShell guest;

    @Test
    void shouldSatisfyTheToolsOfALinuxGuest() throws IOException {
        try (RoadLab lab = new RoadLab("scsi-tools")) {
            final LabClient uqbar = lab.client("uqbar", Guest.TOOLS);
            lab.publishGrub();
            lab.publishKernel(Guest.TOOLS);
            lab.set("orbis.disk.scratch.path", lab.folder().resolve("scratch.img").toString())
                .set("orbis.disk.scratch.size", "64m")
                .set("orbis.disk.scratch.initiators", "*");
            lab.serve();
            final GuestBoot boot = lab.powerOn(lab.machine(uqbar, Firmware.UEFI));
            lab.assertRootOf(uqbar, boot.word());

            guest = new GuestShell(boot, lab.folder().resolve("sg3_utils.log"));
            logInTwice();
            identity();
            vitalProductData();
            capacityAndCommands();
            modeAndLogPages();
            targetPortGroups();
            persistentReservations();
            provisioning();
            blocksWithConditions();
            copies();
            buffersAndStates();
            sanitize();
            guest.assertAllWentWell();
            boot.powerOff();
            lab.passed();
        }
    }

    private void logInTwice() {
        guest.run("dmesg -n 1; modprobe sg; T=iqn.2022-07.san.iscsi:scratch P=" + LabNetwork.SERVER);
        guest.run("iscsiadm -m discovery -t st -p $P", "172.16.0.1:3260,1 iqn.2022-07.san.iscsi:scratch");
        guest.run("iscsiadm -m node -T $T -p $P -o delete");
        for (final String face : new String[] {"one", "two"}) {
            guest.run("iscsiadm -m iface -I " + face + " -o new && iscsiadm -m node -T $T -p $P -I " + face + " -o new"
                + " && iscsiadm -m node -T $T -p $P -I " + face + " --login", "successful");
        }
        guest.run("set -- $(for s in $(grep -l $T /sys/class/iscsi_session/*/targetname); do"
            + " ls ${s%/*}/device/target*/*/block; done); D=/dev/$1 E=/dev/$2; echo $D $E",
            "/dev/sd[a-z] /dev/sd[a-z]");
        // By these links, which udev would make, sg_xcopy finds a disk.
        guest.run("mkdir -p /dev/block; for d in $1 $2; do ln -sf ../$d /dev/block/$(cat /sys/block/$d/dev); done");
    }

    private void identity() {
        guest.run("sg_inq -d $D", "PQual=0  PDT=0  RMB=0", "version=0x06", "TPGS=2  3PC=1", "CmdQue=1",
            "Vendor identification: ORBIS", "Product identification: DISK", "Unit serial number: [0-9a-f]{16}",
            "SPC-4", "SBC-3", "iSCSI");
        guest.run("sg_luns $D", "which imples 1 lun entry", "0000000000000000");
        guest.run("sg_luns -s 1 $D", "0 lun entries");
        guest.run("sg_luns -s 2 $D", "1 lun entry");
        guest.run("sg_turs $D");
        guest.run("sg_requests $D", "Fixed format, current; Sense key: No Sense");
        guest.run("sg_requests -d $D", "Descriptor format, current; Sense key: No Sense");
    }

    private void vitalProductData() {
        guest.run("sg_vpd -a $D", "Unit serial number VPD page", "Device Identification VPD page",
            "extended INQUIRY data VPD page", "Mode page policy VPD page", "SCSI Ports VPD page",
            "Third party copy VPD page", "Block limits VPD page", "Block device characteristics VPD page",
            "Logical block provisioning VPD page", "Referrals VPD page");
        guest.run("sg_vpd -p sv $D", "\\[sv]", "\\[sn]", "\\[di]", "\\[ei]", "\\[mpp]", "\\[sp]", "\\[tpc]", "\\[bl]",
            "\\[bdc]", "\\[lbpv]", "\\[ref]");
        guest.run("sg_vpd -p di $D", "NAA,  code set: Binary\n *0x6[0-9a-f]{31}",
            "EUI-64 based,  code set: Binary\n *0x[0-9a-f]{16}", "T10 vendor identification", "vendor id: ORBIS",
            "Relative target port: 0x1", "Target port group: 0x1",
            "iqn.2022-07.san.iscsi:scratch,t,0x0001", "iqn.2022-07.san.iscsi:scratch\n");
        guest.run("sg_vpd -p sn $D", "Unit serial number: [0-9a-f]{16}");
        guest.run("sg_vpd -p ei $D", "HEADSUP=1 ORDSUP=1 SIMPSUP=1", "V_SUP=1", "LUICLR=1",
            "Maximum supported sense data length=252");
        guest.run("sg_vpd -p mpp $D", "Policy: shared");
        guest.run("sg_vpd -p sp $D", "Relative port=1", "iqn.2022-07.san.iscsi:scratch,t,0x0001");
        guest.run("sg_vpd -p tpc $D", "Extended copy.LID1", "block -> block \\[0x2]", "\\[0xa]", "\\[0xe4]");
        guest.run("sg_vpd -p bl $D", "Maximum compare and write length: 255 blocks",
            "Optimal transfer length granularity: 8 blocks", "Maximum transfer length: 524288 blocks",
            "Maximum unmap block descriptor count: 256", "Optimal unmap granularity: 8 blocks",
            "Maximum write same length: 0xffffffff blocks", "Maximum atomic transfer length: 256 blocks");
        guest.run("sg_vpd -p bdc $D", "Non-rotating medium");
        guest.run("sg_vpd -p lbpv $D", "LBPU.: 1", "LBPWS.: 1", "LBPWS10.: 1", "LBPRZ.: 1", "ANC_SUP.: 0",
            "thin provisioned");
        guest.run("sg_vpd -p ref $D", "Referrals VPD page");
    }

    private void capacityAndCommands() {
        guest.run("sg_readcap $D", "Last LBA=131071 ", "Logical block length=512 bytes");
        guest.run("sg_readcap -l $D", "prot_en=0", "lbpme=1, lbprz=1", "Last LBA=131071 ",
            "physical block length=4096 bytes", "Lowest aligned LBA=0", "Device size: 67108864 bytes");
        guest.run("sg_opcodes $D", "Read\\(16\\)", "Write\\(16\\)", "Compare and write", "Write atomic\\(16\\)",
            "Orwrite\\(16\\)", "Unmap", "Write same\\(16\\)", "Get LBA status\\(16\\)", "Sanitize, block erase",
            "Sanitize, overwrite", "Persistent reserve out, register and move", "Extended copy\\(LID1\\)",
            "Receive copy operating parameters", "Report target port groups", "Set target port groups",
            "Report priority", "Set identifying information", "Pre-fetch\\(16\\)", "Read defect data\\(12\\)");
        guest.run("sg_opcodes -R $D", " 28 +10 +- +60 +Read\\(10\\)");
        guest.run("sg_opcodes -R -o 0x28 $D", "Command is supported .conforming",
            "Usage data: 28 f8 ff ff ff ff .. ff ff 07", "recommended timeout: 60 secs");
        guest.run("sg_opcodes -o 0x9e,0x10 $D", "Read capacity\\(16\\)", "Command is supported .conforming");
        guest.run("sg_opcodes -o 0xc1 $D", "Command is NOT supported");
        guest.run("sg_opcodes -t $D", "Abort task\n", "Abort task set", "Clear task set", "Logical unit reset",
            "Query task\n", "Query task set", "Query asynchronous event");
    }

    private void modeAndLogPages() {
        for (final String size : new String[] {"", "-6 "}) {
            guest.run("sg_modes -a " + size + "$D", "WP=0, DpoFua=1", "Read-Write error recovery",
                "Disconnect-Reconnect", "Caching, page_control: current\n 00 +08 12 04", "Control", "Power condition",
                "Informational exceptions control");
        }
        guest.run("sg_modes -c 1 -p 8 $D", "changeable\n 00 +08 12 04 00 00");
        guest.run("sg_modes -c 2 -p 8 $D", "default\n 00 +08 12 04");
        guest.refused(ILLEGAL_REQUEST, "sg_modes -c 3 -p 8 $D");
        guest.run("sg_wr_mode -p 8 -c 08,12,0 -m 0,0,4 $D");
        guest.run("sg_modes -p 8 $D", " 00 +08 12 00");
        guest.run("sg_requests $E", "Sense key: Unit Attention", "Mode parameters changed");
        guest.run("sg_wr_mode -p 8 -c 08,12,4 -m 0,0,4 $D");
        guest.refused(UNIT_ATTENTION, "sg_turs -v $E", "Mode parameters changed");
        guest.run("sg_turs $E");
        guest.run("sg_logs -a $D", "Logical block provisioning \\[lbp]", "Temperature page", "Start-stop cycle counter",
            "Informational Exceptions page", "IE asc = 0x0, ascq = 0x0");
        guest.run("sg_logs -A $D", "Utilization page  .0xe,0x1", "Workload utilization");
        guest.run("sg_logs -t $D", "Current temperature");
    }

    private void targetPortGroups() {
        guest.run("sg_rtpg -d $D", "target port group id : 0x1 , Pref=0", "0x00 .active/optimized",
            "AN_SUP : 1, AO_SUP : 1",
            "target port count : 01", "Relative target port ids:\n +0x01");
        guest.run("sg_rtpg -e -d $D", "Implicit transition time: 0", "active/optimized");
        guest.run("sg_stpg --active --tp=1 $D");
        guest.refused(UNIT_ATTENTION, "sg_turs -v $E", "Asymmetric access state changed");
        guest.run("sg_rtpg -d $E", "0x01 .active/non optimized.", "status code : 0x01");
        guest.run("sg_stpg --optimized --tp=1 $D");
        guest.refused(UNIT_ATTENTION, "sg_turs -v $E", "Asymmetric access state changed");
        guest.run("sg_rtpg -d $E", "active/optimized");
    }

    private void persistentReservations() {
        guest.run("sg_persist -k $D", "there are NO registered reservation keys");
        guest.run("sg_persist -r $D", "there is NO reservation held");
        guest.run("sg_persist -c $D", "SIP_C.: 1", "ATP_C.: 1", "PTPL_C.: 1", "Write Exclusive, all registrants: 1",
            "Exclusive Access, all registrants: 1");
        guest.run("sg_persist -o --register --param-sark=abcdef $D");
        guest.run("sg_persist -o --reserve --param-rk=abcdef --prout-type=1 $D");
        guest.run("sg_persist -k $D", "1 registered reservation key follows:\n +0xabcdef");
        guest.run("sg_persist -r $D", "Key=0xabcdef", "LU_SCOPE,  type: Write Exclusive");
        guest.run("sg_persist -s $D", "Key=0xabcdef", "Reservation holder",
            "iSCSI world wide unique port id: iqn.*,i,0x[0-9a-f]{12}");
        guest.refused(RESERVATION_CONFLICT, "sg_write_same --lba=0 --num=8 $E", "Reservation conflict");
        guest.run("sg_turs $E");
        guest.run("sg_persist -o --register --param-sark=123456 $E");
        guest.refused(RESERVATION_CONFLICT, "sg_persist -o --reserve --param-rk=123456 --prout-type=1 $E");
        guest.run("sg_persist -o --preempt --param-rk=123456 --param-sark=abcdef --prout-type=5 $E");
        guest.refused(UNIT_ATTENTION, "sg_turs -v $D", "Registrations preempted");
        guest.run("sg_persist -r $E", "Key=0x123456", "Write Exclusive, registrants only");
        guest.run("sg_persist -o --release --param-rk=123456 --prout-type=5 $E");
        guest.run("sg_persist -o --register --param-rk=123456 --param-sark=0 $E");
        guest.run("sg_persist -k $E", "there are NO registered reservation keys");
        guest.run("sg_persist -o --register-ignore --param-sark=77 --param-aptpl $D");
        guest.run("sg_persist -c $D", "PTPL_A.: 1");
        guest.run("sg_persist -o --clear --param-rk=77 $D");
        guest.run("sg_persist -k $D", "there are NO registered reservation keys");
    }

    private void provisioning() {
        guest.run("dd if=/dev/urandom of=/tmp/r bs=512 count=16; head -c 512 /tmp/r > /tmp/a");
        guest.run("sg_dd if=/tmp/r of=$D bs=512 count=16 blk_sgio=1", "16.0 records out");
        guest.run("sg_dd if=$E of=/tmp/s bs=512 count=16 blk_sgio=1 && cmp /tmp/r /tmp/s");
        guest.run("sg_unmap -f -l 0 -n 8 $D");
        guest.run("sg_get_lba_status -m 4096 -l 0 $D", "0000  blocks: +8  deallocated", "0008  blocks: +8  mapped",
            "0010  blocks: +131056  deallocated");
        guest.run("sg_write_same --lba=16 --num=8 --in=/tmp/a --xferlen=512 $D");
        guest.run("sg_write_same -S --lba=24 --num=8 --in=/tmp/a --xferlen=512 $D");
        guest.run("sg_dd if=$E skip=31 of=/tmp/s bs=512 count=1 blk_sgio=1 && cmp -n 512 /tmp/a /tmp/s");
        guest.run("sg_write_same -R -U --lba=8 --num=8 $D");
        guest.run("sg_write_same -S --unmap --lba=16 --num=8 $D");
        guest.run("sg_get_lba_status -l 0 $D", "0000  blocks: +24  deallocated");
        guest.run("sg_write_same -S --ndob --lba=24 --num=8 $D");
        guest.run("sg_dd if=$E skip=24 of=/tmp/s bs=512 count=8 blk_sgio=1 && cmp -n 4096 /dev/zero /tmp/s");
        guest.refused(ILLEGAL_REQUEST, "sg_write_same -S --unmap --anchor --lba=16 --num=8 $D");
    }

    private void blocksWithConditions() {
        guest.run("head -c 512 /dev/zero | cat - /tmp/a > /tmp/za");
        guest.run("sg_compare_and_write --lba=16 --num=1 --in=/tmp/za $D");
        guest.refused(MISCOMPARE, "sg_compare_and_write --lba=16 --num=1 --in=/tmp/za $E",
            "Miscompare at byte offset: 0 ");
        guest.run("sg_dd if=$E skip=16 of=/tmp/s bs=512 count=1 blk_sgio=1 && cmp -n 512 /tmp/a /tmp/s");
        for (final String size : new String[] {"", "-S "}) {
            guest.run("sg_verify " + size + "--lba=0 --count=16 $D");
            guest.run("sg_verify " + size + "--lba=16 --count=1 --ebytchk=1 --ndo=512 --in=/tmp/a $D");
            guest.refused(MISCOMPARE, "sg_verify " + size + "--lba=17 --count=1 --ebytchk=1 --ndo=512 --in=/tmp/a $D");
            guest.run("sg_write_verify " + size + "--lba=32 --num=16 --in=/tmp/r $D");
        }
        guest.run("sg_write_x --atomic=0 --lba=48 --num=16 --16 --in=/tmp/r --bs=512 $D");
        guest.run("sg_write_x --or --lba=48 --num=16 --16 --in=/tmp/r --bs=512 $D");
        guest.run("sg_dd if=$E skip=48 of=/tmp/s bs=512 count=16 blk_sgio=1 && cmp /tmp/r /tmp/s");
    }

    private void copies() {
        guest.run("sg_xcopy if=$D of=$D skip=48 seek=1000 count=16 bs=512", "sg_xcopy: 16 blocks, 1 command");
        guest.run("sg_xcopy if=$D of=$E skip=48 seek=2000 count=16 bs=512", "sg_xcopy: 16 blocks, 1 command");
        for (final int lba : new int[] {1000, 2000}) {
            guest.run("sg_dd if=$E skip=" + lba + " of=/tmp/s bs=512 count=16 blk_sgio=1 && cmp /tmp/r /tmp/s");
        }
        guest.run("sg_copy_results -p $D", "Maximum target descriptor count: 16", "Segment descriptor 0x02",
            "Segment descriptor 0x0a", "Target descriptor 0xe4");
        guest.refused(ILLEGAL_REQUEST, "sg_copy_results -s $D");
    }

    private void buffersAndStates() {
        guest.run("sg_write_buffer -m echo --length=16 --in=/tmp/r $D");
        // Not by sg_read_buffer: that of version 1.46 asks for no bytes, whatever length it is given.
        guest.run("sg_raw -r 16 -o /tmp/s $D 3c 0a 00 00 00 00 00 00 10 00 && cmp -n 16 /tmp/r /tmp/s");
        guest.run("sg_senddiag -t $D", "GOOD");
        guest.refused(ILLEGAL_REQUEST, "sg_senddiag -s 1 $D");
        guest.run("echo -n tlon | sg_ident --set $D");
        guest.run("sg_ident $E", "74 6c 6f 6e +tlon");
        guest.run("sg_prevent $D && sg_prevent --allow $D");
        guest.run("sg_sync $D && sg_sync --16 --lba=0 --count=8 $D");
        guest.run("sg_start --stop $D && sg_start --start $D && sg_turs $D");
        guest.run("sg_reassign --grown $D", "Elements in grown defect list: 0");
        guest.run("sg_raw -r 36 $D 12 00 00 00 24 00", "SCSI Status: Good", "Received 36 bytes");
        guest.refused(INVALID_OPERATION_CODE, "sg_raw $D c1 00 00 00 00 00", "Invalid command operation code",
            "Error in Command: byte 0");
        guest.refused(INVALID_OPERATION_CODE, "sg_rep_zones $D");
        guest.run("sg_reset -N -d $D");
        for (final String nexus : new String[] {"$D", "$E"}) {
            guest.refused(UNIT_ATTENTION, "sg_turs -v " + nexus, "Bus device reset function occurred");
            guest.run("sg_turs " + nexus);
        }
    }

    private void sanitize() {
        guest.refused(ILLEGAL_REQUEST, "sg_sanitize -Q --crypto --wait $D");
        guest.run("sg_sanitize -Q --overwrite --zero --wait $D");
        guest.run("sg_sanitize -Q --block --wait $D");
        guest.run("sg_get_lba_status -l 0 $D", "0000  blocks: +131072  deallocated");
        guest.run("iscsiadm -m node -T $T --logout", "successful");
    }
}
