package io.vestnik.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadLetterAlarmTest {

    private final AtomicLong nanos = new AtomicLong(42);
    private final List<String> told = new ArrayList<>();
    private final DeadLetterAlarm alarm =
            new DeadLetterAlarm(new Alerts(alert -> told.add(alert.text()), Clock.systemUTC()), nanos::get);

    @Test
    void theFirstIsToldAtOnceAndAStormOnceAMinute() {
        alarm.written("message", 1);
        assertThat(told).containsExactly("new dead letters: 1 {message=1}");
        for (int i = 0; i < 1_000; i++) {
            alarm.written("message", 1);
        }
        alarm.written("callback", 2);
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        alarm.tell();
        assertThat(told).hasSize(1);

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        alarm.tell();
        assertThat(told).hasSize(2).last().isEqualTo("new dead letters: 1002 {callback=2, message=1000}");
        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        alarm.tell();
        assertThat(told).as("nothing new").hasSize(2);
    }

    @Test
    void aWebhookThatFailsHurtsNobody() {
        Alerts alerts = new Alerts(alert -> {
            throw new IllegalStateException("full");
        }, Clock.systemUTC());
        new DeadLetterAlarm(alerts, nanos::get).written("message", 1);
    }
}
