package io.vestnik.watch;

import io.vestnik.alert.DeadLetterAlarm;
import io.vestnik.node.Node;
import io.vestnik.queue.Leases;
import io.vestnik.settings.AlertSettings.MaxAge;
import io.vestnik.settings.VestnikSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Looks now and then; {@code routes/core/watch.camel.yaml} says how often. */
@Component("watch")
public class Watch {

    /** Without a look for so long, the clock itself stands still, or the database does not answer it. */
    private static final Duration BLIND = Duration.ofSeconds(30);

    private final WaitingRows rows;
    private final Leases leases;
    private final Gauges gauges;
    private final AgeAlarm alarm;
    private final DeadLetterAlarm deadLetters;
    private final Node node;
    private final MaxAge limits;
    private final Clock clock;
    private volatile Collection<Age> ages = List.of();
    private volatile Instant lookedAt;

    Watch(
            WaitingRows rows,
            Leases leases,
            Gauges gauges,
            AgeAlarm alarm,
            DeadLetterAlarm deadLetters,
            Node node,
            VestnikSettings settings,
            Clock clock) {
        this.rows = rows;
        this.leases = leases;
        this.gauges = gauges;
        this.alarm = alarm;
        this.deadLetters = deadLetters;
        this.node = node;
        this.limits = settings.alerts().maxAge();
        this.clock = clock;
        this.lookedAt = clock.instant();
    }

    public void look() {
        deadLetters.tell();
        Sight sight = new Sight(rows.lanes(), rows.callbacks(), leases.standing());
        ages = sight.ages(limits);
        lookedAt = clock.instant();
        gauges.show(sight);
        if (node.isFirst()) { // all nodes see the same rows
            alarm.judge(ages);
        }
    }

    /** As of the last look. */
    Collection<Age> ages() {
        return ages;
    }

    boolean isBlind() {
        return lookedAt.plus(BLIND).isBefore(clock.instant());
    }
}
