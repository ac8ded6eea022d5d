package io.vestnik.watch;

import java.util.List;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** Down while something waits longer than it may, and when nobody looks: the process may be up and nothing move. */
@Component
class QueuesHealthIndicator extends AbstractHealthIndicator {

    private final Watch watch;

    QueuesHealthIndicator(Watch watch) {
        this.watch = watch;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        List<String> tooOld =
                watch.ages().stream().filter(Age::isTooOld).map(Age::subject).toList();
        health.status(tooOld.isEmpty() && !watch.isBlind() ? "UP" : "DOWN").withDetail("tooOld", tooOld);
    }
}
