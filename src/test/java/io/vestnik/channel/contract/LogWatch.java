package io.vestnik.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Everything that is logged meanwhile, exceptions included; the hub's own down to DEBUG, Camel's down to INFO. */
final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger root = logger(Logger.ROOT_LOGGER_NAME);

    LogWatch() {
        logger("io.vestnik").setLevel(Level.DEBUG);
        logger("io.vestnik.channel.email").setLevel(Level.INFO); // as application.yaml has it
        logger("org.apache.camel").setLevel(Level.INFO);
        start();
        root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + " " + event.getMDCPropertyMap()
                + ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }

    void tellsNothingOf(Collection<String> secrets) {
        for (String secret : secrets) {
            assertThat(lines).as("log lines").noneMatch(line -> line.contains(secret));
        }
    }

    void forget() {
        lines.clear();
    }

    @Override
    public void close() {
        root.detachAppender(this);
        logger("io.vestnik").setLevel(null);
        logger("io.vestnik.channel.email").setLevel(null);
        logger("org.apache.camel").setLevel(null);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
