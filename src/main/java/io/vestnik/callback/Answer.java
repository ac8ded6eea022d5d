package io.vestnik.callback;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;

/**
 * How a POST ended.
 *
 * @param status HTTP; 0: there was no answer
 * @param retryAfter what the target asked for; zero: nothing
 * @param failure why there was no answer, in words that may be shown to the account; null with a status
 * @param unreachable no answer, and the next callback to the same target would get none either
 */
record Answer(int status, Duration retryAfter, String failure, boolean unreachable) {

    static Answer of(int status, Duration retryAfter) {
        return new Answer(status, retryAfter, null, false);
    }

    static Answer timedOut() {
        return unreachable("time-out");
    }

    static Answer of(Throwable cause) {
        if (cause instanceof CompletionException && cause.getCause() != null) {
            return of(cause.getCause());
        }
        if (cause instanceof AddressRefused) {
            return broken("address not allowed");
        }
        if (cause instanceof UnknownHostException) {
            return unreachable("unknown host");
        }
        if (cause instanceof InterruptedIOException) {
            return timedOut();
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return unreachable("connection refused");
        }
        return broken(cause instanceof SSLException ? "TLS" : "connection broken");
    }

    static Answer broken(String failure) {
        return new Answer(0, Duration.ZERO, failure, false);
    }

    private static Answer unreachable(String failure) {
        return new Answer(0, Duration.ZERO, failure, true);
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The receiver wants no more of it: HTTP 410. */
    boolean isGone() {
        return status == 410;
    }

    @Override
    public String toString() {
        return failure != null ? failure : "HTTP " + status;
    }
}
