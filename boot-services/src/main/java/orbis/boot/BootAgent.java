package orbis.boot;

import java.util.Arrays;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import orbis.sys.TimeSlice;

/**
 * Runs the boot services that live on sockets from one thread, in the order given. DHCP stands first: firmware
 * gives up when it waits for an address, and only gets slower when it waits for a file.
 */
public final class BootAgent implements Agent {
    private final Agent[] services;

    /**
     * Joins services to one agent.
     *
     * @param services in the order of their precedence; each takes a bounded amount of work at a time.
     */
    public BootAgent(final List<? extends Agent> services) {
        this.services = services.toArray(new Agent[0]);
    }

    @Override
    public void onStart() {
        // Each answer is some microseconds of work, for which somebody waits. Where that is refused, it is only slower.
        TimeSlice.set(TimeSlice.SHORTEST_NS);
        for (final Agent service : services) {
            service.onStart();
        }
    }

    @Override
    public int doWork() throws Exception {
        int workCount = 0;
        for (final Agent service : services) {
            workCount += service.doWork();
        }
        return workCount;
    }

    @Override
    public void onClose() {
        CloseHelper.closeAll(Arrays.stream(services).<AutoCloseable>map(service -> service::onClose).toList());
    }

    @Override
    public String roleName() {
        return "boot";
    }
}
