package orbis.engine.scsi;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.Designators;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.StandardInquiry;
import orbis.protocol.scsi.VpdPage;
import org.agrona.ExpandableArrayBuffer;

/** INQUIRY: standard data and vital product data pages. */
final class Inquiry extends Reply {
    private static final int EVPD = 0x01;
    private static final int OBSOLETE = 0x02;
    private static final int[] PAGES = {
        VpdPage.SUPPORTED_PAGES, VpdPage.UNIT_SERIAL_NUMBER, VpdPage.DEVICE_IDENTIFICATION,
        VpdPage.EXTENDED_INQUIRY, VpdPage.MODE_PAGE_POLICY, VpdPage.SCSI_PORTS, VpdPage.THIRD_PARTY_COPY,
        VpdPage.BLOCK_LIMITS, VpdPage.BLOCK_DEVICE_CHARACTERISTICS, VpdPage.LOGICAL_BLOCK_PROVISIONING,
        VpdPage.REFERRALS
    };

    @Override
    int allocationLength(final TaskState task) {
        return Cdb.shortAt(task.cdb(), 3);
    }

    @Override
    void begin(final TaskState task) {
        final int flags = Cdb.byteAt(task.cdb(), 1);
        final int page = Cdb.byteAt(task.cdb(), 2);
        if ((flags & OBSOLETE) != 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(1, 1));
        } else if ((flags & EVPD) == 0 ? page != 0 : !isSupported(page) || !Lun.isZero(task.task().lun())) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(2));
        } else {
            super.begin(task);
        }
    }

    private static boolean isSupported(final int page) {
        for (final int each : PAGES) {
            if (each == page) {
                return true;
            }
        }
        return false;
    }

    @Override
    int build(final TaskState task, final ExpandableArrayBuffer buffer) {
        final LogicalUnit unit = task.unit();
        if ((Cdb.byteAt(task.cdb(), 1) & EVPD) == 0) {
            return StandardInquiry.write(buffer, DeviceNames.VENDOR, DeviceNames.PRODUCT, DeviceNames.REVISION,
                Lun.isZero(task.task().lun()), unit.identity().removable());
        }
        switch (Cdb.byteAt(task.cdb(), 2)) {
            case VpdPage.SUPPORTED_PAGES:
                return VpdPage.supportedPages(buffer, PAGES);
            case VpdPage.UNIT_SERIAL_NUMBER:
                return VpdPage.unitSerialNumber(buffer, unit.identity().serialNumber());
            case VpdPage.DEVICE_IDENTIFICATION:
                return identification(unit, task.nexus(), buffer);
            case VpdPage.EXTENDED_INQUIRY:
                return VpdPage.extendedInquiry(buffer, unit.store().hasVolatileCache());
            case VpdPage.MODE_PAGE_POLICY:
                return VpdPage.modePagePolicy(buffer);
            case VpdPage.SCSI_PORTS:
                return unit.names().ports(buffer, TargetPortGroups.PORT);
            case VpdPage.THIRD_PARTY_COPY:
                return ThirdPartyCopyPage.write(buffer, unit.blockShift());
            case VpdPage.BLOCK_LIMITS:
                return unit.limits().write(buffer);
            case VpdPage.BLOCK_DEVICE_CHARACTERISTICS:
                return VpdPage.blockDeviceCharacteristics(
                    buffer, unit.store().canDiscard(), unit.store().canForgetKey());
            case VpdPage.REFERRALS:
                return VpdPage.blank(buffer, VpdPage.REFERRALS, 12);
            default:
                return VpdPage.logicalBlockProvisioning(buffer, unit.store().canDiscard(),
                    unit.store().discardZeroes(), unit.store().canDiscard() ? Space.SET_EXPONENT : 0);
        }
    }

    private static int identification(
        final LogicalUnit unit, final Nexus nexus, final ExpandableArrayBuffer buffer) {
        final DeviceNames names = unit.names();
        final Designators list = new Designators(buffer, VpdPage.HEADER_LENGTH)
            .naaExtended(names.naaHigh(), names.naaLow())
            .eui64(names.eui64())
            .t10(DeviceNames.VENDOR, names.t10Id())
            .relativeTargetPort(nexus.portalGroupTag())
            .targetPortGroup(TargetPortGroups.GROUP)
            .portName(names.portName(nexus.portalGroupTag()))
            .deviceName(unit.identity().targetName());
        return VpdPage.header(buffer, VpdPage.DEVICE_IDENTIFICATION, list.length());
    }
}
