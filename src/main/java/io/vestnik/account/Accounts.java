package io.vestnik.account;

import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The accounts of this hub, and what opens them: those of the settings, which stop the start when they contradict each other,
 * and beside them those of the database, as they were last read. Nothing here asks the database.
 */
public final class Accounts {

    /**
     * The accounts of the database.
     *
     * @param accounts closed ones too
     * @param closed their ids
     * @param unread there are more, which this hub can't read
     */
    public record Stored(List<Account> accounts, Set<String> closed, boolean unread) {

        static final Stored NONE = new Stored(List.of(), Set.of(), false);

        boolean isEmpty() {
            return accounts.isEmpty() && !unread;
        }
    }

    private final List<Account> configured;
    private final boolean sandbox;
    private final Clock clock;
    private volatile AccountDirectory directory;

    /**
     * @param sandbox with none configured there is the sandbox account, while there is none in the database either
     * @throws IllegalArgumentException with every fault found, each naming its setting
     */
    public Accounts(List<Account> configured, boolean sandbox, Clock clock) {
        this.configured = List.copyOf(configured);
        this.sandbox = sandbox && configured.isEmpty();
        this.clock = clock;
        this.directory = directory(Stored.NONE, List.of());
    }

    public Accounts(List<Account> configured, Clock clock) {
        this(configured, true, clock);
    }

    /** Takes over what the database holds now, all at once. */
    public void replace(Stored stored, List<Credential> credentials) {
        directory = directory(stored, credentials);
    }

    private AccountDirectory directory(Stored stored, List<Credential> credentials) {
        List<Account> first = sandbox && stored.isEmpty() ? List.of(SandboxAccount.DEMO) : configured;
        return new AccountDirectory(first, stored.accounts(), stored.closed(), credentials, directory);
    }

    /** The account whose API key this is. */
    public Optional<Account> byApiKey(String key) {
        return directory.byApiKey(key, clock.instant());
    }

    /** The account whose user and password these are, at a door other than REST. */
    public Optional<Account> byLogin(Door door, String user, String password) {
        return directory.byLogin(door, user, password, clock.instant());
    }

    /** The account whose password the digest is of; none where the hub does not know the password itself. */
    public Optional<Account> byDigest(Door door, String user, PasswordDigest digest) {
        return directory.byDigest(door, user, digest, clock.instant());
    }

    /** The account that has this user at a door other than REST. */
    public Optional<Account> loginOwner(Door door, String user) {
        return directory.loginOwner(door, user);
    }

    /** The users that an account has at a door other than REST, the settings' first. */
    public List<String> users(Door door, String account) {
        return directory.users(door, account);
    }

    /** Empty: there is none, or not any more in the settings. Closed ones are there: what they had sent is still theirs. */
    public Optional<Account> find(String id) {
        return directory.find(id);
    }

    /** Whether it may send: it is there, and not closed. */
    public boolean isOpen(String id) {
        return directory.isOpen(id);
    }

    /** Whether a password may still open that door for this account and user. */
    public boolean hasLogin(String id, Door door, String user) {
        return directory.hasLogin(id, door, user, clock.instant());
    }

    /** Whether it must not use a channel: by its own word, or that of an account which it reports to. @param foreign a messenger from abroad */
    public boolean forbids(Account account, String channel, boolean foreign) {
        Set<String> asked = new HashSet<>(); // two may report to each other
        Account each = account;
        while (each != null && asked.add(each.id())) {
            if (each.forbids(channel, foreign)) {
                return true;
            }
            each = each.parent() == null ? null : find(each.parent()).orElse(null);
        }
        return false;
    }

    /** @throws IllegalArgumentException when there is no such account */
    public Account get(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("no account " + id));
    }

    /** The settings' first, in their order. */
    public Collection<Account> all() {
        return directory.all();
    }

    /** It is in the settings, and can't be changed without them. */
    public boolean isConfigured(String id) {
        return configured.stream().anyMatch(account -> account.id().equals(id));
    }

    /** There is no account but the one that everybody knows. */
    public boolean sandboxed() {
        return directory.all().contains(SandboxAccount.DEMO);
    }
}
