package orbis.boot.dhcp;

import orbis.boot.ClientDirectory;
import orbis.boot.Network;
import orbis.boot.recipe.BootAnswer;
import orbis.boot.recipe.BootRecipe;
import orbis.boot.timeline.BootStage;
import orbis.boot.timeline.BootTimeline;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;

/**
 * What the DHCP service is given.
 *
 * @param settings how it behaves.
 * @param network  where it answers.
 * @param clients  whom it knows.
 * @param recipe   what it tells them to boot.
 * @param timeline what is told of them.
 * @param leaseLog where leases outlive the process.
 * @param clock    milliseconds since 1970: for the ends of leases and the timeline.
 * @param ticks    for intervals, which no step of the clock must touch.
 * @param counters what it counts.
 */
public record DhcpContext(
    DhcpSettings settings,
    Network network,
    ClientDirectory clients,
    BootRecipe recipe,
    BootTimeline timeline,
    LeaseLog leaseLog,
    EpochClock clock,
    NanoClock ticks,
    DhcpCounters counters) {

    /** What a packet's sender is told to boot. */
    BootAnswer answer(final DhcpRequest request, final int serverAddress) {
        return request.client() == null ? BootAnswer.NOTHING
            : recipe.answer(request.client(), request.kind(), request.architecture(), serverAddress);
    }

    void stage(final DhcpRequest request, final BootStage stage, final String detail, final long nowMs) {
        if (request.client() != null) {
            timeline.onStage(request.client(), stage, request.kind(), detail, nowMs);
        }
    }

    void stage(final DhcpRequest request, final BootStage stage, final int address, final long nowMs) {
        if (request.client() != null) {
            timeline.onAddress(request.client(), stage, request.kind(), address, nowMs);
        }
    }
}
