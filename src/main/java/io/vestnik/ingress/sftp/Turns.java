package io.vestnik.ingress.sftp;

import io.vestnik.ingress.sftp.Uploads.Spot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.springframework.stereotype.Component;

/**
 * Whose file is read next, for all lanes of the poll: one file of an account at a time, so that a large one holds up its own account
 * and nobody else. What failed rests, longer each time. Camel asks by the file's path before it fetches it, and tells when it is done:
 * a file that is still there then has failed, be it in the route, before it or after it.
 */
@Component("sftpTurns")
public class Turns extends ServiceSupport implements IdempotentRepository {

    private static final Pattern PATH = Pattern.compile("/?([^/]+)/in/([^/]+)");
    private static final Duration FIRST_REST = Duration.ofSeconds(2);
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);

    private record Rest(int failures, Instant until) {}

    private final Uploads uploads;
    private final Clock clock;
    private final Map<String, Spot> busy = new HashMap<>();
    private final Map<Spot, Rest> rests = new HashMap<>();
    private final Map<String, Instant> accountRests = new HashMap<>();

    Turns(Uploads uploads, Clock clock) {
        this.uploads = uploads;
        this.clock = clock;
    }

    @Override
    public synchronized boolean add(String path) {
        Spot spot = spot(path);
        if (spot == null || !isNext(spot) || !uploads.take(spot)) {
            return false;
        }
        busy.put(spot.account(), spot);
        return true;
    }

    /** Whether it could have its turn now. */
    synchronized boolean isNext(Spot spot) {
        return !busy.containsKey(spot.account()) && !isResting(spot) && uploads.isReady(spot);
    }

    private boolean isResting(Spot spot) {
        Instant now = clock.instant();
        Rest rest = rests.get(spot);
        return rest != null && now.isBefore(rest.until) || now.isBefore(accountRests.getOrDefault(spot.account(), now));
    }

    @Override
    public synchronized boolean remove(String path) {
        Spot spot = spot(path);
        if (spot == null || !busy.remove(spot.account(), spot)) {
            return false;
        }
        if (uploads.isReady(spot)) {
            rest(spot);
        } else {
            rests.remove(spot); // it has gone where it belongs
        }
        uploads.giveBack(spot);
        return true;
    }

    /** It is not tried again at once; nor is another of its account, which would fail for the same reason. */
    private void rest(Spot spot) {
        Instant now = clock.instant();
        rests.keySet().removeIf(other -> !uploads.isReady(other)); // its client has removed it
        int failures = rests.containsKey(spot) ? rests.get(spot).failures + 1 : 1;
        Duration rest = FIRST_REST.multipliedBy(1L << Math.min(failures - 1, 6));
        rests.put(spot, new Rest(failures, now.plus(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST)));
        accountRests.put(spot.account(), now.plus(FIRST_REST));
    }

    @Override
    public synchronized boolean contains(String path) {
        return busy.containsValue(spot(path));
    }

    @Override
    public boolean confirm(String path) {
        return true;
    }

    @Override
    public void clear() {
        // what is in hand is given back one by one
    }

    private static Spot spot(String path) {
        Matcher parts = PATH.matcher(path);
        return parts.matches() ? new Spot(parts.group(1), parts.group(2)) : null;
    }
}
