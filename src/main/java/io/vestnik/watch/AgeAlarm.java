package io.vestnik.watch;

import io.vestnik.alert.Alert;
import io.vestnik.alert.Alerts;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells operators when something waits too long, and when it is over. Used by one thread: the clock's. */
@Component
class AgeAlarm {

    private final Alerts alerts;
    private final Set<String> raised = new HashSet<>();

    AgeAlarm(Alerts alerts) {
        this.alerts = alerts;
    }

    void judge(Collection<Age> ages) {
        Set<String> old = new HashSet<>();
        for (Age age : ages) {
            if (age.isTooOld()) {
                old.add(age.subject());
                if (raised.add(age.subject())) {
                    alerts.raise(
                            Alert.Kind.QUEUE_AGE,
                            age.subject(),
                            "the oldest of " + age.subject() + " waits for " + age.age().toSeconds() + " s, the limit is "
                                    + age.limit().toSeconds() + " s");
                }
            }
        }
        for (String subject : Set.copyOf(raised)) {
            if (!old.contains(subject)) {
                raised.remove(subject);
                alerts.resolve(Alert.Kind.QUEUE_AGE, subject, "nothing of " + subject + " waits too long any more");
            }
        }
    }
}
