package orbis.engine.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import orbis.engine.io.IoEngine;
import orbis.engine.io.IoEngines;
import orbis.engine.scsi.DeviceIdentity;
import orbis.engine.scsi.KeptState;
import orbis.engine.scsi.ScsiDevice;
import orbis.engine.session.Credentials;
import orbis.engine.session.DeviceSessions;
import orbis.engine.session.DisconnectReason;
import orbis.engine.session.RateLimit;
import orbis.engine.session.TargetDirectory;
import orbis.engine.status.CountersFile;
import orbis.engine.status.DiskCounters;
import orbis.engine.store.BlockStore;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;

/**
 * The iSCSI target: its agents, each on a thread of its own, and what can be asked of them from other threads. Disks
 * are spread over the agents as they come.
 */
public final class TargetServer implements AutoCloseable {
    /** How long the end waits for sessions: a store that hangs must not keep the process. */
    private static final long CLOSE_BOUND_MS = 3000;

    private final ArrayList<TargetAgent> agents = new ArrayList<>();
    private final ArrayList<AgentRunner> runners = new ArrayList<>();
    private final CountersFile counters;
    private final ConductorAgent conductor;
    private final Acceptor acceptor;
    private int nextAgent;

    private TargetServer(final TargetOptions options, final TargetDirectory directory, final Credentials credentials,
        final TargetEvents events, final CountersFile counters) throws IOException {
        this.counters = counters;
        // Bound first: a port in use is known before anything has begun.
        acceptor = new Acceptor(options.portals(), options.sockets(), this::accept, counters.errorLog());
        for (int i = 0; i < options.agents(); i++) {
            final IoEngine engine = IoEngines.open(options.engine(), options.io());
            final TargetAgent agent = new TargetAgent(i, engine, options, counters);
            agents.add(agent);
            start(agent, new AgentIdleStrategy(engine, agent::waitsForTime, options.idle()));
        }
        final IoEngine engine = IoEngines.open("nio", options.io());
        conductor = new ConductorAgent(options, engine, directory, credentials, events, counters);
        start(conductor, new AgentIdleStrategy(engine, conductor::waitsForTime, TargetOptions.Idle.PARK));
    }

    /**
     * Starts the target. It serves no disk yet, and accepts connections from {@link #accept()} on.
     *
     * @param options     how it is to run.
     * @param directory   who may use what; asked from several threads.
     * @param credentials who must prove what.
     * @param events      told of what initiators do.
     * @param counters    where all is counted.
     * @return the target.
     * @throws IOException when a portal cannot be listened on.
     */
    public static TargetServer launch(final TargetOptions options, final TargetDirectory directory,
        final Credentials credentials, final TargetEvents events, final CountersFile counters) throws IOException {
        return new TargetServer(options, directory, credentials, events, counters);
    }

    private void start(final Agent agent, final AgentIdleStrategy idle) {
        final AgentRunner runner = new AgentRunner(idle, counters.errorLog(), null, agent);
        runners.add(runner);
        AgentRunner.startOnThread(runner, new AgentThreads());
    }

    /** Begins to accept connections. */
    public void accept() {
        acceptor.start();
    }

    private void accept(final SocketChannel channel) {
        if (!conductor.mailbox().offer(() -> conductor.accept(channel))) {
            CloseHelper.quietClose(channel);
        }
    }

    /** Addresses on which connections are accepted. */
    public List<InetSocketAddress> portals() throws IOException {
        return acceptor.addresses();
    }

    /** Kind of I/O engine that the agents have. */
    public String engineName() {
        return agents.get(0).engine().name();
    }

    // ---- disks

    /**
     * Serves a disk that forgets all but its data with the process.
     *
     * @param diskName for people.
     * @param identity what it calls itself.
     * @param store    its bytes; closed with the target.
     * @param rate     what its initiators may have in all.
     * @return done when logins to it are possible.
     */
    public CompletableFuture<Void> addDisk(
        final String diskName, final DeviceIdentity identity, final BlockStore store, final RateLimit rate) {
        return addDisk(diskName, identity, store, engine -> KeptState.NONE, rate);
    }

    /**
     * Serves a disk.
     *
     * @param diskName for people.
     * @param identity what it calls itself.
     * @param store    its bytes; closed with the target.
     * @param kept     makes the place where its state is kept, given the agent's engine.
     * @param rate     what its initiators may have in all.
     * @return done when logins to it are possible.
     */
    public CompletableFuture<Void> addDisk(
        final String diskName, final DeviceIdentity identity, final BlockStore store,
        final Function<IoEngine, KeptState> kept, final RateLimit rate) {
        final int number = nextAgent++ % agents.size();
        final TargetAgent agent = agents.get(number);
        final DiskCounters disk = counters.newDisk(diskName, store.size(), store.logicalBlockSize(), number);
        return ask(agent.mailbox(), () -> {
            store.bind(agent.engine());
            final DeviceSessions sessions = new DeviceSessions(new ScsiDevice(
                identity, store, agent.buffers(), kept.apply(agent.engine())), rate);
            agent.add(sessions);
            conductor.places().put(identity.targetName(), new TargetPlace(diskName, agent, sessions, disk));
            return null;
        });
    }

    /** Whether logins to a target are possible. */
    public boolean serves(final String targetName) {
        return conductor.places().containsKey(targetName);
    }

    /**
     * Runs something with a disk's device, on the thread that it belongs to.
     *
     * @param targetName of the disk.
     * @param work       done with the device.
     * @return done when the work is; fails when there is no such target.
     */
    public CompletableFuture<Void> withDevice(final String targetName, final Consumer<ScsiDevice> work) {
        return withSessions(targetName, sessions -> work.accept(sessions.device()));
    }

    private CompletableFuture<Void> withSessions(final String targetName, final Consumer<DeviceSessions> work) {
        final TargetPlace place = conductor.places().get(targetName);
        if (place == null) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("no target " + targetName));
        }
        return ask(place.agent().mailbox(), () -> {
            work.accept(place.sessions());
            return null;
        });
    }

    /**
     * Gives a disk another size; the counters say so too.
     *
     * @param targetName of the disk.
     * @param size       bytes, whole blocks.
     * @return 0, or a negated errno when the disk keeps its size; fails when there is no such target.
     */
    public CompletableFuture<Long> resize(final String targetName, final long size) {
        final CompletableFuture<Long> resized = new CompletableFuture<>();
        withDevice(targetName, device -> device.store().resize(size, (token, result) -> {
            if (result >= 0) {
                device.resized();
                conductor.places().get(targetName).counters().size(device.store().size());
            }
            resized.complete(result);
        }, 0)).exceptionally(fault -> {
            resized.completeExceptionally(fault);
            return null;
        });
        return resized;
    }

    /**
     * Changes what the initiators of a disk may have in all.
     *
     * @param targetName of the disk.
     * @param rate       the new limit.
     * @return done when it counts; fails when there is no such target.
     */
    public CompletableFuture<Void> limit(final String targetName, final RateLimit rate) {
        return withSessions(targetName, sessions -> sessions.limit(rate));
    }

    // ---- sessions

    /** All sessions there are. */
    public CompletableFuture<List<SessionInfo>> sessions() {
        return ask(conductor.mailbox(), () -> {
            final ArrayList<SessionInfo> infos = new ArrayList<>();
            for (final LiveSession live : conductor.admissions().registry().sessions()) {
                infos.add(info(live));
            }
            return infos;
        });
    }

    /**
     * Ends sessions.
     *
     * @param which whether one is to end; asked on the conductor's thread.
     * @return how many are ending.
     */
    public CompletableFuture<Integer> drop(final Predicate<SessionInfo> which) {
        return forEach(which, live -> conductor.admissions().drop(live, DisconnectReason.DROPPED));
    }

    /**
     * Ends those sessions whose initiators no longer live: from which nothing comes within a time, although those that
     * answer pings are asked.
     *
     * @param which    whether one is meant; asked on the conductor's thread.
     * @param withinNs how long to wait, in nanoseconds.
     * @return how many have to prove that they live.
     */
    public CompletableFuture<Integer> dropSilent(final Predicate<SessionInfo> which, final long withinNs) {
        return forEach(which,
            live -> conductor.admissions().onItsThread(live, () -> live.challenge(withinNs)));
    }

    private CompletableFuture<Integer> forEach(
        final Predicate<SessionInfo> which, final Consumer<LiveSession> action) {
        return ask(conductor.mailbox(), () -> {
            int count = 0;
            for (final LiveSession live : List.copyOf(conductor.admissions().registry().sessions())) {
                if (which.test(info(live))) {
                    action.accept(live);
                    count++;
                }
            }
            return count;
        });
    }

    private SessionInfo info(final LiveSession live) {
        return new SessionInfo(live.identity(), live.peer(), live.place() == null ? "" : live.place().diskName(),
            conductor.nowNs() - live.sinceNs());
    }

    private static <T> CompletableFuture<T> ask(final AgentMailbox mailbox, final Supplier<T> work) {
        final CompletableFuture<T> answer = new CompletableFuture<>();
        final boolean taken = mailbox.offer(() -> {
            try {
                answer.complete(work.get());
            } catch (final RuntimeException ex) {
                answer.completeExceptionally(ex);
            }
        });
        if (!taken) {
            answer.completeExceptionally(new IllegalStateException("the agent is too busy to be asked"));
        }
        return answer;
    }

    /** Ends all sessions, after what they have under way where it ends soon, and closes all stores. */
    @Override
    public void close() {
        acceptor.close();
        final CountDownLatch gone = new CountDownLatch(1);
        conductor.mailbox().offer(() -> conductor.admissions().close(gone::countDown));
        try {
            gone.await(CLOSE_BOUND_MS, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        CloseHelper.closeAll(runners);
    }
}
