package orbis.sys;

/**
 * What statx(2) tells of a file.
 *
 * @param regular      whether it is a regular file.
 * @param blockDevice  whether it is a block device.
 * @param size         bytes; 0 for a device.
 * @param allocated    bytes of space that it takes.
 * @param device       major and minor number of the file system's device, in the upper and lower half.
 * @param inode        number of the file in its file system.
 * @param deviceNumber major and minor number of a device, in the upper and lower half.
 */
public record FileStatus(
        boolean regular, boolean blockDevice, long size, long allocated, long device, long inode, long deviceNumber) {
}
