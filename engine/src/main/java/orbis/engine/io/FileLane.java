package orbis.engine.io;

import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.ManyToManyConcurrentArrayQueue;

/**
 * The calls on one file that wait for a thread of a {@link CallPool}, and how many threads are on them: no more than
 * the lane's share, so that a file whose storage hangs holds up no other.
 */
final class FileLane {
    /** Calls that can be handed to the threads; what comes then waits on the agent's side. */
    static final int CAPACITY = 256;

    /** Handed over by the agent, taken by the threads. */
    final ManyToManyConcurrentArrayQueue<FileCall> todo = new ManyToManyConcurrentArrayQueue<>(CAPACITY);
    private final AtomicInteger turns = new AtomicInteger();
    private final int share;

    /** The agent's: handed over and not taken back, and those that wait for that. */
    private int handed;
    private FileCall backlogHead;
    private FileCall backlogTail;

    FileLane(final int share) {
        this.share = share;
    }

    /** Hands a call over, or lets it wait. Tells whether it was handed over. By the agent. */
    boolean submit(final FileCall call) {
        if (handed < CAPACITY && backlogHead == null) {
            hand(call);
            return true;
        }
        if (backlogHead == null) {
            backlogHead = call;
        } else {
            backlogTail.next = call;
        }
        backlogTail = call;
        return false;
    }

    /** Takes a call back that has ended; tells whether one that waited was handed over for it. By the agent. */
    boolean ended() {
        handed--;
        final FileCall first = backlogHead;
        if (first == null) {
            return false;
        }
        backlogHead = first.next;
        first.next = null;
        hand(first);
        return true;
    }

    /** Forgets the calls that wait. By the agent. */
    void forgetBacklog() {
        backlogHead = null;
    }

    private void hand(final FileCall call) {
        handed++;
        // There is room: at most, a thread that was interrupted between taking a call and freeing its place must go on.
        while (!todo.offer(call)) {
            Thread.onSpinWait();
        }
    }

    /** Takes one of the lane's turns, when it has not had its share; whoever has a turn serves or leaves. */
    boolean enter() {
        int taken = turns.get();
        while (taken < share) {
            if (turns.compareAndSet(taken, taken + 1)) {
                return true;
            }
            taken = turns.get();
        }
        return false;
    }

    /** Gives a turn back, unless a call has come meanwhile: then the turn goes on. Tells whether it does. */
    boolean staysOrLeaves() {
        if (!todo.isEmpty()) {
            return true;
        }
        turns.decrementAndGet();
        return !todo.isEmpty() && enter();
    }
}
