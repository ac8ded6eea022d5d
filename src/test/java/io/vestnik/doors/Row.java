package io.vestnik.doors;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A request and what must come of it, whichever door it comes in by.
 *
 * @param phone of the message, in E.164
 * @param segments of its SMS
 * @param status in the end; {@code scheduled}: as long as nothing happens
 * @param reason null: none
 * @param errors of {@link Answer}; then nothing is stored, and what is expected of a message means nothing
 * @param replayed the name of the row whose answer this one gets again; null: none
 */
record Row(
        Request request,
        String phone,
        String messageClass,
        int segments,
        Instant sendAt,
        Duration validFor,
        String status,
        String reason,
        List<String> errors,
        String replayed) {

    static Row good(Request request, String phone) {
        return new Row(request, phone, "service", 1, null, Duration.ofHours(24), "delivered", null, List.of(), null);
    }

    static Row bad(Request request, String... errors) {
        return new Row(request, null, null, 0, null, null, null, null, List.of(errors), null);
    }

    Row messageClass(String expected, Duration validity) {
        return new Row(request, phone, expected, segments, sendAt, validity, status, reason, errors, replayed);
    }

    Row segments(int expected) {
        return new Row(request, phone, messageClass, expected, sendAt, validFor, status, reason, errors, replayed);
    }

    Row scheduled(Instant expected) {
        return new Row(request, phone, messageClass, segments, expected, validFor, "scheduled", reason, errors, replayed);
    }

    Row validFor(Duration expected) {
        return new Row(request, phone, messageClass, segments, sendAt, expected, status, reason, errors, replayed);
    }

    Row refused(String expected) {
        return new Row(request, phone, messageClass, segments, sendAt, validFor, "refused", expected, errors, replayed);
    }

    Row replayOf(Row first) {
        return new Row(request, phone, messageClass, segments, sendAt, validFor, status, reason, errors, first.request.name());
    }
}
