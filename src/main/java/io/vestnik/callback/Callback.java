package io.vestnik.callback;

import java.time.Duration;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A callback that is this node's to send.
 *
 * @param id the {@code webhook-id}, the same on every attempt
 * @param body a finished CloudEvent; never logged
 * @param traceparent of the CloudEvent; null: none
 * @param attempts that failed so far
 * @param age since the status it tells, by the database's clock
 */
public record Callback(String id, String account, String messageId, String url, String body, String traceparent, int attempts, Duration age) {

    /** How long a callback is tried; then it is a dead letter. */
    static final Duration LIFE = Duration.ofDays(1);

    /** Adds to a line of the log which one it is about; URL and body may hold secrets. */
    LoggingEventBuilder facts(LoggingEventBuilder line) {
        line.addKeyValue("message_id", messageId).addKeyValue("callback_id", id);
        return traceparent == null ? line : line.addKeyValue("traceparent", traceparent);
    }

    /** Without URL and body. */
    @Override
    public String toString() {
        return "Callback[" + id + " of message " + messageId + "]";
    }
}
