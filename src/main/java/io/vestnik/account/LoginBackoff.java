package io.vestnik.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Whoever fails to log in again and again, must wait longer and longer: by where the attempt came from and the user it named. */
@Component
public class LoginBackoff {

    private record Failures(int count, Instant last) {}

    private static final int FREE = 5;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);
    private static final int MOST = 10_000;

    private final Map<String, Failures> failures = new ConcurrentHashMap<>();
    private final Clock clock;

    LoginBackoff(Clock clock) {
        this.clock = clock;
    }

    /** False: refuse without looking at the password. */
    public boolean mayTry(String host, String user) {
        Failures before = failures.get(key(host, user));
        return before == null || !clock.instant().isBefore(before.last.plus(rest(before.count)));
    }

    public void failed(String host, String user) {
        Instant now = clock.instant();
        if (failures.size() >= MOST) {
            failures.values().removeIf(old -> old.last.plus(FORGOTTEN).isBefore(now));
        }
        failures.merge(key(host, user), new Failures(1, now), (before, one) ->
                new Failures(before.last.plus(FORGOTTEN).isBefore(now) ? 1 : before.count + 1, now));
    }

    public void succeeded(String host, String user) {
        failures.remove(key(host, user));
    }

    /** None for the first five, then 1 s, 2 s, 4 s… up to 5 min. */
    private static Duration rest(int count) {
        if (count < FREE) {
            return Duration.ZERO;
        }
        Duration rest = Duration.ofSeconds(1L << Math.min(count - FREE, 9));
        return rest.compareTo(LONGEST) < 0 ? rest : LONGEST;
    }

    private static String key(String host, String user) {
        return host + '\n' + user;
    }
}
