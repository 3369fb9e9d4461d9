package orbis.perf.soak;

/**
 * What was seen at one moment of a soak.
 *
 * @param atSeconds   since load began.
 * @param iops        I/Os a second since the sample before.
 * @param sessions    sessions that have come and gone so far.
 * @param heapBytes   live heap, right after a collection of all of it.
 * @param offHeapBytes resident memory that is not heap.
 * @param descriptors open file descriptors.
 * @param threads     of the process.
 */
record SoakSample(
    double atSeconds, double iops, long sessions, long heapBytes, long offHeapBytes, int descriptors, int threads) {
}
