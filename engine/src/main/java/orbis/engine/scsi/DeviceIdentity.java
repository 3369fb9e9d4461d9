package orbis.engine.scsi;

/**
 * What a disk calls itself.
 *
 * @param targetName   iSCSI name of its target.
 * @param serialNumber unit serial number, ASCII, the same for as long as the disk lives.
 * @param removable    whether initiators may eject the medium (START STOP UNIT with LOEJ) and load it again.
 */
public record DeviceIdentity(String targetName, String serialNumber, boolean removable) {
    /**
     * A disk that cannot be ejected.
     *
     * @param targetName   iSCSI name of its target.
     * @param serialNumber unit serial number.
     */
    public DeviceIdentity(final String targetName, final String serialNumber) {
        this(targetName, serialNumber, false);
    }
}
