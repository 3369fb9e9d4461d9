package orbis.engine.io;

/** How the bytes of a file are reached, as far as an engine takes another way for it. */
public enum FileAccess {
    /** By calls that may wait for a medium. */
    BUFFERED,
    /** Past the page cache (O_DIRECT): registered memory saves the kernel from pinning it anew. */
    DIRECT,
    /** In memory whatever happens (tmpfs): a call that waits for nothing is the shortest way. */
    MEMORY
}
