package io.vestnik.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Users of one door, each with the account it opens; two passwords of one user while it is changed. */
final class Logins {

    /**
     * @param secret null: no password opens it
     * @param until null: no end
     */
    private record Entry(Secret secret, Account account, Instant until) {

        boolean opens(Instant now) {
            return secret != null && (until == null || now.isBefore(until));
        }
    }

    private final Map<String, List<Entry>> byUser = new LinkedHashMap<>();

    /**
     * @param secret null: the user is taken, by what is no password
     * @param until null: no end
     * @return whether the user was free
     */
    boolean add(String user, Secret secret, Account account, Instant until) {
        if (byUser.containsKey(user)) {
            return false;
        }
        addPassword(user, secret, account, until);
        return true;
    }

    /** False: the user is another account's. */
    boolean addPassword(String user, Secret secret, Account account, Instant until) {
        List<Entry> entries = byUser.computeIfAbsent(user, u -> new ArrayList<>());
        if (entries.stream().anyMatch(entry -> !entry.account.id().equals(account.id()))) {
            return false;
        }
        return entries.add(new Entry(secret, account, until));
    }

    /** By a digest of the caller's own, where the password itself is known. */
    Optional<Account> open(String user, PasswordDigest digest, Instant now) {
        return byUser.getOrDefault(user, List.of()).stream()
                .filter(entry -> entry.opens(now) && entry.secret.matches(digest))
                .map(Entry::account)
                .findFirst();
    }

    Optional<Account> owner(String user) {
        return byUser.getOrDefault(user, List.of()).stream().map(Entry::account).findFirst();
    }

    List<String> users(String account) {
        return byUser.keySet().stream().filter(user -> owner(user).filter(a -> a.id().equals(account)).isPresent()).toList();
    }

    Optional<Account> open(String user, String password, Instant now) {
        if (user == null || password == null) {
            return Optional.empty();
        }
        List<Entry> entries = byUser.getOrDefault(user, List.of()).stream()
                .filter(entry -> entry.opens(now))
                .toList();
        if (entries.isEmpty()) {
            decoy(password);
            return Optional.empty();
        }
        return entries.stream()
                .filter(entry -> entry.secret.matches(password))
                .map(Entry::account)
                .findFirst();
    }

    boolean has(String accountId, String user, Instant now) {
        return byUser.getOrDefault(user, List.of()).stream()
                .anyMatch(entry -> entry.account.id().equals(accountId) && entry.opens(now));
    }

    /** An unknown user takes as long as a wrong password: who has a login here can't be told by the clock. */
    private void decoy(String password) {
        byUser.values().stream()
                .flatMap(List::stream)
                .map(Entry::secret)
                .filter(secret -> secret != null && secret.isBcrypt())
                .findFirst()
                .ifPresent(secret -> secret.matches(password));
    }
}
