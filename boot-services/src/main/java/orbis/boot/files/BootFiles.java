package orbis.boot.files;

/** All files that clients may have, generated and on disk. Any thread may ask. */
@FunctionalInterface
public interface BootFiles {
    /**
     * Looks for a file; may block for a look at the disk.
     *
     * @param request name and asker.
     * @return null if there is no such file for this client.
     */
    BootFile find(FileRequest request);
}
