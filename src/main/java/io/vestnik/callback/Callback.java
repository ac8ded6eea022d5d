package io.vestnik.callback;

import java.time.Duration;

/**
 * A callback that this node has claimed to send.
 *
 * @param id the {@code webhook-id}, the same on every attempt
 * @param body a finished CloudEvent; never logged
 * @param traceparent of the CloudEvent; null: none
 * @param attempts that failed so far
 * @param age since the status it tells, by the database's clock
 */
record Callback(String id, String account, String messageId, String url, String body, String traceparent, int attempts, Duration age) {

    /** How long a callback is tried; then it is a dead letter. */
    static final Duration LIFE = Duration.ofDays(1);

    /** For the log; without URL and body: either may hold secrets. */
    @Override
    public String toString() {
        return "message_id=" + messageId + " callback_id=" + id + " traceparent=" + traceparent;
    }
}
