package io.vestnik.accept;

import io.vestnik.account.Account;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.message.MessageClass;
import io.vestnik.message.SendTime;
import io.vestnik.message.SendTimes;
import java.time.Duration;
import java.util.Map;

/** When a message goes, and how long it is of use. */
final class TimesReader {

    /** Carriers keep a message for days at most; a longer wait is a plan, and plans have {@code sendAt}. */
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(7);

    private final SendTimeReader sendTimes;

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
        SendTimes send = sendTimes.read(account, message, faults);
        return new Times(faults.any() ? SendTime.AT_ONCE : send.of(to), validFor == null ? messageClass.validity() : validFor);
    }
}
