package io.vestnik.smpp;

import java.time.Duration;

/**
 * The timers of a client (SMPP v3.4 §7.2).
 *
 * @param bind to be connected and bound
 * @param answer to a submit; then its outcome is unknown
 * @param enquire between our enquire_links; a link on which nothing came between two of them is dead
 * @param retry before the first new try to bind; doubles
 * @param retryMost the longest such wait
 * @param refused before a new try when our credentials were refused, at least
 * @param resend before a refused part is sent again whose siblings were taken
 * @param drain to wait for answers on the way down
 */
public record SmppTimes(
        Duration bind,
        Duration answer,
        Duration enquire,
        Duration retry,
        Duration retryMost,
        Duration refused,
        Duration resend,
        Duration drain) {

    public static SmppTimes standard() {
        return new SmppTimes(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10));
    }

    public SmppTimes withAnswer(Duration time) {
        return new SmppTimes(bind, time, enquire, retry, retryMost, refused, resend, drain);
    }

    public SmppTimes withEnquire(Duration time) {
        return new SmppTimes(bind, answer, time, retry, retryMost, refused, resend, drain);
    }

    public SmppTimes withRetry(Duration time) {
        return new SmppTimes(bind, answer, enquire, time, retryMost, refused, resend, drain);
    }

    public SmppTimes withRefused(Duration time) {
        return new SmppTimes(bind, answer, enquire, retry, retryMost, time, resend, drain);
    }

    public SmppTimes withResend(Duration time) {
        return new SmppTimes(bind, answer, enquire, retry, retryMost, refused, time, drain);
    }
}
