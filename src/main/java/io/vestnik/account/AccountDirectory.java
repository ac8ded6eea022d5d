package io.vestnik.account;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts as they were read once, and what opens them. Does not change. */
final class AccountDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    private final Map<String, Account> byId = new LinkedHashMap<>();
    private final Set<String> closed = new HashSet<>();
    private final ApiKeys apiKeys = new ApiKeys();
    private final Map<Door, Logins> logins = new EnumMap<>(Door.class);
    private final VerifiedSecrets secrets;

    /**
     * @param configured and the sandbox's
     * @param stored those of the database; one that the settings have too is passed over
     * @param storedClosed ids of those of them that are closed
     * @param credentials of the database; for accounts of either kind
     * @param before the reading before this one; null: this is the first
     * @throws IllegalArgumentException with every fault found in the settings, each naming its key
     */
    AccountDirectory(
            List<Account> configured,
            List<Account> stored,
            Set<String> storedClosed,
            List<Credential> credentials,
            AccountDirectory before) {
        this.secrets = new VerifiedSecrets(before == null ? null : before.secrets);
        List.of(Door.SOAP, Door.SFTP, Door.SMPP).forEach(door -> logins.put(door, new Logins()));
        addConfigured(configured);
        for (Account account : stored) {
            if (byId.putIfAbsent(account.id(), account) != null) {
                LOG.warn("account {} is in the settings and in the database: the settings hold", account.id());
            } else if (storedClosed.contains(account.id())) {
                closed.add(account.id());
            }
        }
        credentials.forEach(this::add);
    }

    private void addConfigured(List<Account> accounts) {
        AccountFaults faults = new AccountFaults(secrets);
        for (int i = 0; i < accounts.size(); i++) {
            add(accounts.get(i), faults.at("vestnik.accounts[" + i + "]"));
        }
        for (int i = 0; i < accounts.size(); i++) {
            String parent = accounts.get(i).parent();
            boolean known = parent == null || byId.containsKey(parent) && !parent.equals(accounts.get(i).id());
            faults.at("vestnik.accounts[" + i + "]").unless(known, "parent", "is not another account's id");
        }
        faults.stopIfAny();
    }

    private void add(Account account, AccountFaults.At at) {
        at.unless(byId.putIfAbsent(account.id(), account) == null, "id", "is another account's");
        for (int k = 0; k < account.apiKeys().size(); k++) {
            String name = "api-keys[" + k + "]";
            at.secret(name, account.apiKeys().get(k))
                    .ifPresent(key -> at.unless(apiKeys.add(key, account, null), name, "is another key again"));
        }
        if (account.soap() != null) {
            at.login("soap.user", account.soap().user(), account.soap().password(), logins.get(Door.SOAP), account);
        }
        if (account.sftp() != null) {
            String user = account.sftp().user();
            at.unless(user == null || user.length() <= LoginBackoff.LONGEST_USER, "sftp.user", "takes up to 64 characters");
            at.login("sftp.user", account.sftp().user(), account.sftp().password(), logins.get(Door.SFTP), account);
            at.publicKeys(account.sftp().publicKeys());
        }
        if (account.smpp() != null) {
            String systemId = account.smpp().systemId();
            at.unless(systemId == null || systemId.length() <= 15, "smpp.system-id", "SMPP takes up to 15 characters");
            String password = account.smpp().password();
            boolean fits = password == null || Secret.isDigest(password) || password.length() <= 8;
            at.unless(fits, "smpp.password", "SMPP takes up to 8 characters");
            at.login("smpp.system-id", systemId, password, logins.get(Door.SMPP), account);
        }
        at.callback(account.callback());
    }

    /** What can't open anything is passed over: the account is gone from the settings or closed, or they have the login now. */
    private void add(Credential credential) {
        Account account = byId.get(credential.owner());
        if (account == null || account == SandboxAccount.DEMO || closed.contains(account.id())) {
            return;
        }
        Secret secret = secrets.of(credential.secret());
        boolean added = credential.door() == Door.REST
                ? apiKeys.add(secret, account, credential.until())
                : logins.get(credential.door()).addPassword(credential.user(), secret, account, credential.until());
        if (!added) {
            LOG.warn("the {} login of account {} is another account's in the settings", credential.door(), account.id());
        }
    }

    Optional<Account> byApiKey(String key, Instant now) {
        return apiKeys.open(key, now);
    }

    Optional<Account> byLogin(Door door, String user, String password, Instant now) {
        return logins.get(door).open(user, password, now);
    }

    Optional<Account> byDigest(Door door, String user, PasswordDigest digest, Instant now) {
        return logins.get(door).open(user, digest, now);
    }

    Optional<Account> loginOwner(Door door, String user) {
        return logins.get(door).owner(user);
    }

    List<String> users(Door door, String account) {
        return logins.get(door).users(account);
    }

    Optional<Account> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    boolean isOpen(String id) {
        return byId.containsKey(id) && !closed.contains(id);
    }

    boolean hasLogin(String id, Door door, String user, Instant now) {
        return logins.get(door).has(id, user, now);
    }

    Collection<Account> all() {
        return List.copyOf(byId.values());
    }
}
