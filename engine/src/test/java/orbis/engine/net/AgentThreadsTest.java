package orbis.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.junit.jupiter.api.Test;

class AgentThreadsTest {
    @Test
    void shouldEndTheProcessWhenAnErrorEndsAnAgent() throws Exception {
        final CompletableFuture<Integer> status = new CompletableFuture<>();
        final AgentRunner runner = new AgentRunner(NoOpIdleStrategy.INSTANCE, fault -> { }, null, new Failing());
        AgentRunner.startOnThread(runner, new AgentThreads(status::complete));
        assertEquals(AgentThreads.STATUS, status.get(10, TimeUnit.SECONDS));
    }

    private static final class Failing implements Agent {
        @Override
        public int doWork() {
            throw new StackOverflowError("a test's own");
        }

        @Override
        public String roleName() {
            return "failing";
        }
    }
}
