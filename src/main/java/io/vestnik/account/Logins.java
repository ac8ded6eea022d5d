package io.vestnik.account;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Users of one door, each with the account it opens. */
final class Logins {

    private record Entry(Secret secret, Account account) {}

    private final Map<String, Entry> byUser = new HashMap<>();

    /** @return whether the user was free */
    boolean add(String user, Secret secret, Account account) {
        return byUser.putIfAbsent(user, new Entry(secret, account)) == null;
    }

    Optional<Account> open(String user, String password) {
        if (user == null || password == null) {
            return Optional.empty();
        }
        Entry entry = byUser.get(user);
        if (entry == null) {
            decoy(password);
            return Optional.empty();
        }
        return entry.secret.matches(password) ? Optional.of(entry.account) : Optional.empty();
    }

    /** An unknown user takes as long as a wrong password: who has a login here can't be told by the clock. */
    private void decoy(String password) {
        byUser.values().stream()
                .map(Entry::secret)
                .filter(Secret::isBcrypt)
                .findFirst()
                .ifPresent(secret -> secret.matches(password));
    }
}
