package io.vestnik.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Whoever fails to log in again and again, must wait longer and longer: by where the attempt came from and the user it named, and
 * by where it came from alone, so that naming another user each time is no way round.
 */
@Component
public class LoginBackoff {

    /** @param count in a row; 0: the last attempt was right */
    private record Failures(int count, Instant last) {}

    private static final int FREE = 5;
    private static final int FREE_OF_HOST = 20;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);
    static final int LONGEST_USER = 64;
    static final int MOST = 10_000;

    /** The one that was asked for longest ago is the first to go. */
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST;
        }
    };
    private final Clock clock;

    LoginBackoff(Clock clock) {
        this.clock = clock;
    }

    /** False: refuse without looking at the password. Others' failures do not hold up users who have been in from their host. */
    public synchronized boolean mayTry(String host, String user) {
        if (user.length() > LONGEST_USER) {
            return false; // nobody's name
        }
        Failures own = failures.get(key(host, user));
        boolean known = own != null && own.count == 0;
        return known || !rests(own, FREE) && !rests(failures.get(host), FREE_OF_HOST);
    }

    public synchronized void failed(String host, String user) {
        count(key(host, user));
        count(host);
    }

    /** The host's failures stay: who guesses may have a login, too. */
    public synchronized void succeeded(String host, String user) {
        failures.put(key(host, user), new Failures(0, clock.instant()));
    }

    synchronized int size() {
        return failures.size();
    }

    private void count(String key) {
        Instant now = clock.instant();
        failures.merge(key, new Failures(1, now), (before, one) ->
                new Failures(before.last.plus(FORGOTTEN).isBefore(now) ? 1 : before.count + 1, now));
    }

    private boolean rests(Failures before, int free) {
        return before != null && clock.instant().isBefore(before.last.plus(rest(before.count - free)));
    }

    /** None while attempts are free, then 1 s, 2 s, 4 s… up to 5 min. */
    private static Duration rest(int over) {
        if (over < 0) {
            return Duration.ZERO;
        }
        Duration rest = Duration.ofSeconds(1L << Math.min(over, 9));
        return rest.compareTo(LONGEST) < 0 ? rest : LONGEST;
    }

    private static String key(String host, String user) {
        return host + '\n' + user;
    }
}
