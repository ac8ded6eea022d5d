package io.vestnik.accept;

import io.vestnik.account.Account;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.message.SendTime;
import io.vestnik.message.SendTimes;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Reads {@code sendAt} and {@code sendAtLocal}, of a message or of one that is to be moved. What is past is at once. */
@Component
public class SendTimeReader {

    private static final Duration FURTHEST = Duration.ofDays(366);
    private static final Pattern LOCAL = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?");

    private final LocalTimes localTimes;
    private final Clock clock;

    public SendTimeReader(LocalTimes localTimes, Clock clock) {
        this.localTimes = localTimes;
        this.clock = clock;
    }

    /** As of a message, but the time must be there; {@code sendAt} null: at once. */
    public SendTimes readNew(Account account, Fields fields, Faults faults) {
        if (fields.has("sendAt") && fields.any("sendAt").isNull()) {
            if (fields.has("sendAtLocal")) {
                faults.malformed(fields.pointer("sendAtLocal"), "excludes sendAt");
            }
            return SendTimes.same(SendTime.AT_ONCE);
        }
        if (!fields.has("sendAt") && !fields.has("sendAtLocal")) {
            faults.malformed(fields.pointer("sendAt"), "is missing: give it, or sendAtLocal");
        }
        return read(account, fields, faults);
    }

    SendTimes read(Account account, Fields fields, Faults faults) {
        Instant sendAt = fields.time("sendAt");
        LocalDateTime local = local(fields, faults);
        Instant now = clock.instant();
        if (local != null && fields.has("sendAt")) {
            faults.malformed(fields.pointer("sendAtLocal"), "excludes sendAt");
        } else if (local != null) {
            checkDistance("sendAtLocal", local.toInstant(ZoneOffset.UTC), now, fields, faults);
            return recipients -> {
                Map<Map<String, String>, SendTime> times = localTimes.at(local, account, recipients);
                times.replaceAll((to, time) -> soon(time, now));
                return times;
            };
        } else if (sendAt != null) {
            checkDistance("sendAt", sendAt, now, fields, faults);
        }
        return SendTimes.same(soon(new SendTime(sendAt, null), now));
    }

    Instant now() {
        return clock.instant();
    }

    private static void checkDistance(String name, Instant time, Instant now, Fields fields, Faults faults) {
        if (time.isAfter(now.plus(FURTHEST))) {
            faults.unprocessable(fields.pointer(name), "must be at most a year ahead");
        }
    }

    private static LocalDateTime local(Fields fields, Faults faults) {
        String text = fields.text("sendAtLocal", 1, 40);
        if (text == null) {
            return null;
        }
        try {
            if (LOCAL.matcher(text).matches()) {
                return LocalDateTime.parse(text);
            }
        } catch (DateTimeException e) {
            // told below
        }
        faults.malformed(fields.pointer("sendAtLocal"), "must be a time without an offset, as 2026-11-23T10:00");
        return null;
    }

    private static SendTime soon(SendTime time, Instant now) {
        return time.at() == null || time.at().isAfter(now) ? time : new SendTime(null, time.why());
    }
}
