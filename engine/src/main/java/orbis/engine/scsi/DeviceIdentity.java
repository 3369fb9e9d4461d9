package orbis.engine.scsi;

/**
 * What a disk calls itself.
 *
 * @param targetName   iSCSI name of its target.
 * @param serialNumber unit serial number, ASCII, the same for as long as the disk lives.
 */
public record DeviceIdentity(String targetName, String serialNumber) {
}
