package orbis.engine.status;

/**
 * What the counters file says of one session at one time.
 *
 * @param initiator the initiator's name.
 * @param address   where it comes from.
 * @param disk      name of the disk, empty for discovery.
 * @param isid      48 bits.
 * @param tsih      16 bits.
 * @param loginMs   when it logged in, in milliseconds of the epoch.
 * @param counters  by ordinal of {@link SessionCounter}.
 */
public record SessionStatus(
    String initiator, String address, String disk, long isid, int tsih, long loginMs, long[] counters) {

    /**
     * Value of a counter.
     *
     * @param counter which.
     * @return its value.
     */
    public long get(final SessionCounter counter) {
        return counters[counter.ordinal()];
    }
}
