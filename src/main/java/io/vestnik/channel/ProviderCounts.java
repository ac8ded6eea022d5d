package io.vestnik.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How a provider did on this node, by the minute of the send; adding costs a counter in memory. */
public final class ProviderCounts {

    /**
     * What was added since it was last drained.
     *
     * @param minute its start
     * @param sent taken by the provider
     * @param quick of those, heard of in time
     * @param errors not taken by its fault
     */
    public record Minute(Instant minute, int sent, int quick, int errors) {}

    /** Whether anybody drains them or not. */
    private static final Duration KEPT = Duration.ofHours(1);

    private static final class Adders {
        final LongAdder sent = new LongAdder();
        final LongAdder quick = new LongAdder();
    }

    private final Map<Instant, Adders> minutes = new ConcurrentHashMap<>();
    private final LongAdder errors = new LongAdder();

    public void sent(Instant at) {
        of(at).sent.increment();
    }

    /** In time. */
    public void heard(Instant sentAt) {
        of(sentAt).quick.increment();
    }

    void fault() {
        errors.increment();
    }

    /** All that was added since the last time; errors are of the minute in which they are asked for. */
    public List<Minute> drain(Instant now) {
        int faults = (int) errors.sumThenReset();
        if (faults > 0) {
            of(now);
        }
        List<Minute> drained = new ArrayList<>();
        Instant last = now.truncatedTo(ChronoUnit.MINUTES);
        minutes.forEach((minute, adders) -> {
            int sent = (int) adders.sent.sumThenReset();
            int quick = (int) adders.quick.sumThenReset();
            int failed = minute.equals(last) ? faults : 0;
            if (sent + quick + failed > 0) {
                drained.add(new Minute(minute, sent, quick, failed));
            }
        });
        return drained;
    }

    /** They could not be kept elsewhere. */
    public void giveBack(List<Minute> drained) {
        for (Minute minute : drained) {
            of(minute.minute).sent.add(minute.sent);
            of(minute.minute).quick.add(minute.quick);
            errors.add(minute.errors);
        }
    }

    private Adders of(Instant at) {
        Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
        Adders known = minutes.get(minute);
        if (known != null) {
            return known;
        }
        minutes.keySet().removeIf(old -> old.isBefore(minute.minus(KEPT)));
        return minutes.computeIfAbsent(minute, m -> new Adders());
    }
}
