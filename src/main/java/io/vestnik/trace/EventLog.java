package io.vestnik.trace;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line for each change of a message or delivery, for those who follow messages in the log. Off until its logger is set to
 * {@code DEBUG}: thousands of messages a second are several times as many lines.
 */
public final class EventLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.vestnik.events");

    private EventLog() {}

    public static boolean isOn() {
        return LOG.isDebugEnabled();
    }

    /**
     * @param delivery its id; null: it concerns the message as a whole
     * @param provider null: none yet
     * @param code the provider's, or a refusal's reason; null: none
     * @param traceparent null: the message came from an older version
     */
    public static void write(
            String event,
            String message,
            String delivery,
            String account,
            String channel,
            String provider,
            String code,
            String traceparent) {
        LoggingEventBuilder line = LOG.atDebug().addKeyValue("message_id", message).addKeyValue("account", account);
        add(line, "delivery_id", delivery);
        add(line, "channel", channel);
        add(line, "provider", provider);
        add(line, "code", PlainCode.of(code));
        add(line, "traceparent", traceparent);
        line.log(event);
    }

    private static void add(LoggingEventBuilder line, String key, String value) {
        if (value != null) {
            line.addKeyValue(key, value);
        }
    }
}
