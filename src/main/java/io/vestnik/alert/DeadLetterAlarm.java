package io.vestnik.alert;

import io.vestnik.metrics.DeadLetterMeters;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Counts dead letters, and tells of the first at once and of those that follow once a minute: a storm is one line. */
@Component
public class DeadLetterAlarm {

    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private final Alerts alerts;
    private final LongSupplier nanoTime;
    private final Map<String, Integer> untold = new TreeMap<>();
    private long toldAt;

    @Autowired
    public DeadLetterAlarm(Alerts alerts) {
        this(alerts, System::nanoTime);
    }

    DeadLetterAlarm(Alerts alerts, LongSupplier nanoTime) {
        this.alerts = alerts;
        this.nanoTime = nanoTime;
        this.toldAt = nanoTime.getAsLong() - QUIET;
    }

    /** @param source {@code message}, {@code callback} or {@code queue}: what could not be done */
    public void written(String source, int n) {
        DeadLetterMeters.written(source, n);
        synchronized (this) {
            untold.merge(source, n, Integer::sum);
        }
        tell();
    }

    /** Those that were held back; the clock calls it. */
    public synchronized void tell() {
        long now = nanoTime.getAsLong();
        if (untold.isEmpty() || now - toldAt < QUIET) {
            return;
        }
        toldAt = now;
        int count = untold.values().stream().mapToInt(Integer::intValue).sum();
        alerts.raise(Alert.Kind.DEAD_LETTERS, "dead-letters", "new dead letters: " + count + " " + untold);
        untold.clear();
    }
}
