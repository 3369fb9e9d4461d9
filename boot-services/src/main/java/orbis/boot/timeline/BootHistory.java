package orbis.boot.timeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import orbis.boot.ClientRecord;
import orbis.boot.FirmwareKind;
import orbis.boot.Ipv4;
import orbis.boot.files.FileNames;

/** Remembers the last boots of each client, a bounded number of events each. */
public final class BootHistory implements BootTimeline {
    private static final int MAX_BOOTS = 5;
    /** More names than a site has machines: renamed and removed clients are forgotten then. */
    private static final int MAX_CLIENTS = 65_536;

    private final ConcurrentMap<String, Deque<Boot>> bootsByClient = new ConcurrentHashMap<>();
    private final StaleSessionListener listener;

    /**
     * Starts empty.
     *
     * @param listener told when a client boots again.
     */
    public BootHistory(final StaleSessionListener listener) {
        this.listener = listener;
    }

    @Override
    public void onStage(
        final ClientRecord client, final BootStage stage, final FirmwareKind kind, final String detail,
        final long epochMs) {
        add(client, stage, kind, detail == null ? "" : FileNames.printable(detail), Ipv4.NONE, epochMs);
    }

    @Override
    public void onAddress(
        final ClientRecord client, final BootStage stage, final FirmwareKind kind, final int address,
        final long epochMs) {
        add(client, stage, kind, null, address, epochMs);
    }

    private void add(
        final ClientRecord client, final BootStage stage, final FirmwareKind kind, final String text,
        final int address, final long epochMs) {
        if (bootsByClient.size() >= MAX_CLIENTS && !bootsByClient.containsKey(client.name())) {
            bootsByClient.clear();
        }
        final Deque<Boot> boots = bootsByClient.computeIfAbsent(client.name(), name -> new ArrayDeque<>());
        final boolean again;
        synchronized (boots) {
            again = stage == BootStage.DISCOVER && !boots.isEmpty() && boots.getLast().isOverWhen(kind);
            if (boots.isEmpty() || again) {
                boots.add(boots.size() < MAX_BOOTS ? new Boot() : boots.removeFirst().clear());
            }
            boots.getLast().add(stage, kind, text, address, epochMs);
        }
        if (again) {
            listener.onBootAgain(client);
        }
    }

    /** The events of a client's boots, the last boot last. */
    public List<List<BootEvent>> boots(final String client) {
        final Deque<Boot> boots = bootsByClient.get(client);
        if (boots == null) {
            return List.of();
        }
        final List<List<BootEvent>> copy = new ArrayList<>();
        synchronized (boots) {
            boots.forEach(boot -> copy.add(boot.events()));
        }
        return copy;
    }

    /** The last event of each client that was seen. */
    public Map<String, BootEvent> latest() {
        final Map<String, BootEvent> latest = new ConcurrentHashMap<>();
        bootsByClient.forEach((name, boots) -> {
            synchronized (boots) {
                if (!boots.isEmpty()) {
                    latest.put(name, boots.getLast().last());
                }
            }
        });
        return latest;
    }

    /**
     * A client's last boots for a human: each with its stages and their times, where the last one stands, and what
     * usually stops a machine there.
     *
     * @param client its name.
     * @param nowMs  milliseconds since 1970.
     * @return lines of text.
     */
    public String describe(final String client, final long nowMs) {
        final Deque<Boot> boots = bootsByClient.get(client);
        if (boots == null) {
            return "No boot seen since Orbis was started.\n" + BootHints.NOTHING_SEEN + '\n';
        }
        final StringBuilder text = new StringBuilder();
        synchronized (boots) {
            boots.forEach(boot -> BootReport.boot(boot, text));
            if (!boots.isEmpty()) {
                BootReport.standing(boots.getLast(), nowMs, text);
            }
        }
        return text.toString();
    }
}
