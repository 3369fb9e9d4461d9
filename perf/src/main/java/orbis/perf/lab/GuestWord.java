package orbis.perf.lab;

/**
 * What a guest says of itself.
 *
 * @param device     of its root.
 * @param fileSystem of its root.
 * @param target     name of the iSCSI target that it is logged in to.
 * @param portal     address of that.
 * @param initiator  its own iSCSI name.
 * @param found      what it found in the file that an earlier boot wrote, or null.
 */
public record GuestWord(String device, String fileSystem, String target, String portal, String initiator,
        String found) {
}
