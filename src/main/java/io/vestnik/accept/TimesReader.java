package io.vestnik.accept;

import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.message.MessageClass;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** When a message goes, and how long it is of use. */
final class TimesReader {

    /** Carriers keep a message for days at most; a longer wait is a plan, and plans have {@code sendAt}. */
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(7);

    private static final Duration FURTHEST = Duration.ofDays(366);

    private final Clock clock;

    TimesReader(Clock clock) {
        this.clock = clock;
    }

    /** @param sendAt null: now */
    record Times(Instant sendAt, Duration validFor) {}

    Times read(Fields message, MessageClass messageClass, Faults faults) {
        Duration validFor = message.duration("validFor");
        if (validFor != null && validFor.compareTo(LONGEST_VALIDITY) > 0) {
            faults.unprocessable("/validFor", "must be at most P7D");
        }
        return new Times(sendAt(message, faults), validFor == null ? messageClass.validity() : validFor);
    }

    private Instant sendAt(Fields message, Faults faults) {
        Instant sendAt = message.time("sendAt");
        if (message.text("sendAtLocal", 1, 40) != null) {
            if (message.has("sendAt")) {
                faults.malformed("/sendAtLocal", "excludes sendAt");
            } else {
                faults.unprocessable("/sendAtLocal", "is not supported yet: give sendAt with its offset");
            }
        }
        Instant now = clock.instant();
        if (sendAt == null || !sendAt.isAfter(now)) {
            return null;
        }
        if (sendAt.isAfter(now.plus(FURTHEST))) {
            faults.unprocessable("/sendAt", "must be at most a year ahead");
        }
        return sendAt;
    }
}
