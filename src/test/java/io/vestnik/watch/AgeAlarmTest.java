package io.vestnik.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.alert.Alerts;
import io.vestnik.message.MessageClass;
import io.vestnik.queue.Leases;
import io.vestnik.settings.AlertSettings.MaxAge;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgeAlarmTest {

    private static final MaxAge LIMITS = new MaxAge(
            Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofMinutes(5));

    private final List<String> told = new ArrayList<>();
    private final AgeAlarm alarm =
            new AgeAlarm(new Alerts(alert -> told.add(alert.state() + " " + alert.subject()), Clock.systemUTC()));

    @Test
    void isRaisedOnceAndResolvedOnce() {
        alarm.judge(ages(overdue(MessageClass.AUTHORIZATION, 11)));
        alarm.judge(ages(overdue(MessageClass.AUTHORIZATION, 16)));
        alarm.judge(ages(overdue(MessageClass.AUTHORIZATION, 9)));
        alarm.judge(ages());
        assertThat(told).containsExactly("firing sms/authorization", "resolved sms/authorization");
    }

    @Test
    void whatIsGoneIsOver() {
        alarm.judge(ages(overdue(MessageClass.TRANSACTIONAL, 61)));
        alarm.judge(ages());
        assertThat(told).containsExactly("firing sms/transactional", "resolved sms/transactional");
    }

    @Test
    void eachClassHasItsOwnPatience() {
        alarm.judge(ages(overdue(MessageClass.MARKETING, 3_599), overdue(MessageClass.SERVICE, 601)));
        assertThat(told).containsExactly("firing sms/service");
    }

    /** Rows have their time, and queue messages theirs: the older one counts. */
    @Test
    void aQueueMayBeOlderThanItsRows() {
        var standing = new Leases.Standing("sms", MessageClass.AUTHORIZATION, 1, Duration.ofSeconds(20));
        var row = overdue(MessageClass.AUTHORIZATION, 0);
        alarm.judge(new Sight(List.of(row), new WaitingRows.Callbacks(0, Duration.ZERO), List.of(standing)).ages(LIMITS));
        assertThat(told).containsExactly("firing sms/authorization");
    }

    @Test
    void callbacksHaveALimitOfTheirOwn() {
        alarm.judge(new Sight(List.of(), new WaitingRows.Callbacks(7, Duration.ofSeconds(301)), List.of()).ages(LIMITS));
        assertThat(told).containsExactly("firing callbacks");
    }

    private static WaitingRows.Lane overdue(MessageClass messageClass, int seconds) {
        return new WaitingRows.Lane(messageClass, "sms", "queued", 1, Duration.ofSeconds(seconds));
    }

    private static java.util.Collection<Age> ages(WaitingRows.Lane... lanes) {
        return new Sight(List.of(lanes), new WaitingRows.Callbacks(0, Duration.ZERO), List.of()).ages(LIMITS);
    }
}
