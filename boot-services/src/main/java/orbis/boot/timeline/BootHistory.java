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

/**
 * Remembers the last boots of each client, a bounded number of events each: fewer boots where there are many clients,
 * and those from now on where there are more clients than boots can be remembered.
 */
public final class BootHistory implements BootTimeline {
    private static final int MAX_BOOTS = 5;
    /** Of all clients; each takes some 2 KiB of the heap. */
    private static final int MAX_BOOTS_IN_ALL = 32_768;

    private final ConcurrentMap<String, Deque<Boot>> bootsByClient = new ConcurrentHashMap<>();
    private final StaleSessionListener listener;
    private final int maxBootsInAll;

    /**
     * Starts empty.
     *
     * @param listener told when a client boots again.
     */
    public BootHistory(final StaleSessionListener listener) {
        this(listener, MAX_BOOTS_IN_ALL);
    }

    BootHistory(final StaleSessionListener listener, final int maxBootsInAll) {
        this.listener = listener;
        this.maxBootsInAll = maxBootsInAll;
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
        if (bootsByClient.size() >= maxBootsInAll && !bootsByClient.containsKey(client.name())) {
            bootsByClient.clear();
        }
        final Deque<Boot> boots = bootsByClient.computeIfAbsent(client.name(), name -> new ArrayDeque<>());
        final boolean again;
        synchronized (boots) {
            again = stage == BootStage.DISCOVER && !boots.isEmpty() && boots.getLast().isOverWhen(kind);
            if (boots.isEmpty() || again) {
                final int most = mostBoots();
                while (boots.size() > most) {
                    boots.removeFirst();
                }
                boots.add(boots.size() < most ? new Boot() : boots.removeFirst().clear());
            }
            boots.getLast().add(stage, kind, text, address, epochMs);
        }
        if (again) {
            listener.onBootAgain(client);
        }
    }

    /** How many boots of each client are remembered. */
    private int mostBoots() {
        // Other threads add clients, or forget them all, meanwhile.
        final int clients = Math.max(1, bootsByClient.size());
        return Math.max(1, Math.min(MAX_BOOTS, maxBootsInAll / clients));
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
