package orbis.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StrangersLogTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final Logger logger = (Logger) LoggerFactory.getLogger(StrangersLogTest.class);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final StrangersLog log = new StrangersLog(logger);

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(appender);
        appender.start();
        log.onTick(SECOND_NS);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(appender);
    }

    private List<String> lines() {
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.toList());
    }

    @Test
    void shouldWriteFewLinesOfManyAndTellHowManyMoreThereWere() {
        for (int i = 0; i < 500; i++) {
            log.info("{}: login given up", i);
            log.warn("{}: login refused", i);
        }
        assertEquals(StrangersLog.MOST, lines().size());
        log.onTick(2 * SECOND_NS);
        assertEquals("and 990 more connections or logins of strangers", lines().get(StrangersLog.MOST));
    }

    @Test
    void shouldWriteAllLinesOfFew() {
        for (int second = 2; second < 5; second++) {
            for (int i = 0; i < StrangersLog.MOST; i++) {
                log.warn("a line");
            }
            log.onTick(second * SECOND_NS);
        }
        assertEquals(List.of("a line"), lines().stream().distinct().collect(Collectors.toList()));
        assertEquals(3 * StrangersLog.MOST, lines().size());
    }

    @Test
    void shouldBeginNoSecondBeforeTheLastIsOver() {
        for (int i = 0; i < 2 * StrangersLog.MOST; i++) {
            log.warn("a line");
            log.onTick(SECOND_NS + i);
        }
        assertEquals(StrangersLog.MOST, lines().size());
    }
}
