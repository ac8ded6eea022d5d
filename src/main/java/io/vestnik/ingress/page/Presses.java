package io.vestnik.ingress.page;

import io.vestnik.subscription.Link;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How often something was pressed on the page of a link, at this node: a withdrawal holds up the claims of the whole hub for a moment. */
@Component
class Presses {

    private record Minute(Instant begin, int presses) {}

    static final int MOST_A_MINUTE = 20;
    static final int LINKS = 10_000;

    /** The one that was pressed longest ago is the first to go. */
    private final Map<Link, Minute> links = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Link, Minute> eldest) {
            return size() > LINKS;
        }
    };
    private final Clock clock;

    Presses(Clock clock) {
        this.clock = clock;
    }

    /** False: enough for this minute. */
    synchronized boolean take(Link link) {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        Minute now = links.merge(link, new Minute(minute, 1), (before, one) ->
                before.begin.equals(minute) ? new Minute(minute, before.presses + 1) : one);
        return now.presses <= MOST_A_MINUTE;
    }
}
