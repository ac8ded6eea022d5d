package io.vestnik.account;

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

    private record Tried(Secret secret, Account account) {}

    private final Map<String, Account> byDigest = new HashMap<>();
    private final List<Tried> bcrypt = new ArrayList<>();

    /** @return whether the key was free */
    boolean add(Secret key, Account account) {
        if (key.isBcrypt()) {
            bcrypt.add(new Tried(key, account));
            return true;
        }
        return byDigest.putIfAbsent(key.digest(), account) == null;
    }

    Optional<Account> open(String key) {
        if (key == null || key.isEmpty()) {
            return Optional.empty();
        }
        Account account = byDigest.get(Secret.digest(key));
        return account != null
                ? Optional.of(account)
                : bcrypt.stream()
                        .filter(tried -> tried.secret.matches(key))
                        .map(Tried::account)
                        .findFirst();
    }
}
