package io.vestnik.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the account of an API key. The presented key is looked up by its SHA-256, so that the time taken tells nothing of how
 * much of a key was right; bcrypt keys have to be tried one by one.
 */
final class ApiKeys {

    /** @param until null: no end */
    private record Key(Account account, Instant until) {

        Optional<Account> at(Instant now) {
            return until == null || now.isBefore(until) ? Optional.of(account) : Optional.empty();
        }
    }

    private record Tried(Secret secret, Account account) {}

    private final Map<String, Key> byDigest = new HashMap<>();
    private final List<Tried> bcrypt = new ArrayList<>();

    /**
     * @param until null: no end
     * @return whether the key was free
     */
    boolean add(Secret key, Account account, Instant until) {
        if (key.isBcrypt()) {
            bcrypt.add(new Tried(key, account));
            return true;
        }
        return byDigest.putIfAbsent(key.digest(), new Key(account, until)) == null;
    }

    Optional<Account> open(String key, Instant now) {
        if (key == null || key.isEmpty()) {
            return Optional.empty();
        }
        Key known = byDigest.get(Secret.digest(key));
        return known != null
                ? known.at(now)
                : bcrypt.stream()
                        .filter(tried -> tried.secret.matches(key))
                        .map(Tried::account)
                        .findFirst();
    }
}
