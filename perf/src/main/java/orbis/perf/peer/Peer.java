package orbis.perf.peer;

import orbis.perf.load.TargetUrl;

/** A target that runs as a process of its own. */
public interface Peer extends AutoCloseable {
    /** Name in reports. */
    String name();

    /** Number of its process. */
    long pid();

    /**
     * Where one of its disks is.
     *
     * @param disk name of the disk.
     * @return its URL.
     */
    TargetUrl url(String disk);

    /** Ends the process, and waits for that. */
    @Override
    void close();
}
