package io.vestnik.accept;

import io.vestnik.account.Account;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.message.MessageClass;
import io.vestnik.message.SendTime;
import io.vestnik.message.SendTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** When a message goes, and how long it is of use. */
final class TimesReader {

    /** Carriers keep a message for days at most; a longer wait is a plan, and plans have {@code sendAt}. */
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(7);
    private static final Duration LONGEST_SPREAD = Duration.ofDays(7);

    private final SendTimeReader sendTimes;
    private final Pacing pacing = new Pacing();

    TimesReader(SendTimeReader sendTimes) {
        this.sendTimes = sendTimes;
    }

    record Times(SendTime send, Duration validFor) {}

    /** @param to the recipient's addresses as far as they could be read */
    Times read(Account account, Fields message, Map<String, String> to, MessageClass messageClass, Faults faults) {
        Duration validFor = message.duration("validFor");
        if (validFor != null && validFor.compareTo(LONGEST_VALIDITY) > 0) {
            faults.unprocessable("/validFor", "must be at most P7D");
        }
        Duration spread = spread(message, messageClass, faults);
        SendTimes send = sendTimes.read(account, message, faults);
        SendTime time = faults.any() ? SendTime.AT_ONCE : paced(send.of(to), spread, account);
        return new Times(time, validFor == null ? messageClass.validity() : validFor);
    }

    /** Null: it goes at its time. */
    private static Duration spread(Fields message, MessageClass messageClass, Faults faults) {
        Duration spread = message.duration("spread");
        if (spread != null && spread.compareTo(LONGEST_SPREAD) > 0) {
            faults.unprocessable("/spread", "must be at most P7D");
        } else if (spread != null && messageClass == MessageClass.AUTHORIZATION) {
            faults.unprocessable("/spread", "a code is never held back");
        }
        return spread;
    }

    private SendTime paced(SendTime time, Duration spread, Account account) {
        if (spread == null) {
            return time;
        }
        Instant at = pacing.next(account.id(), time.at() == null ? sendTimes.now() : time.at(), spread);
        Map<String, String> why = new HashMap<>(time.why() == null ? Map.of() : time.why());
        why.put("spread", spread.toString());
        why.put("at", at.toString());
        return new SendTime(at, why);
    }
}
