package io.vestnik.account;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts of this hub, and what opens them. A contradiction in the settings stops the start. */
public final class Accounts {

    private final Map<String, Account> byId = new LinkedHashMap<>();
    private final ApiKeys apiKeys = new ApiKeys();
    private final Logins soap = new Logins();
    private final Logins sftp = new Logins();
    private final Logins smpp = new Logins();

    /**
     * @param configured none: the sandbox account
     * @throws IllegalArgumentException with every fault found, each naming its setting
     */
    public Accounts(List<Account> configured) {
        List<Account> accounts = configured.isEmpty() ? List.of(SandboxAccount.DEMO) : configured;
        AccountFaults faults = new AccountFaults();
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
                    .ifPresent(key -> at.unless(apiKeys.add(key, account), name, "is another key again"));
        }
        if (account.soap() != null) {
            at.login("soap.user", account.soap().user(), account.soap().password(), soap, account);
        }
        if (account.sftp() != null) {
            at.login("sftp.user", account.sftp().user(), account.sftp().password(), sftp, account);
        }
        if (account.smpp() != null) {
            at.login("smpp.system-id", account.smpp().systemId(), account.smpp().password(), smpp, account);
        }
        at.callback(account.callback());
    }

    /** The account whose API key this is. */
    public Optional<Account> byApiKey(String key) {
        return apiKeys.open(key);
    }

    /** The account whose SOAP user and password these are. */
    public Optional<Account> bySoapLogin(String user, String password) {
        return soap.open(user, password);
    }

    /** Empty: it is not in the settings, or not any more. */
    public Optional<Account> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** @throws IllegalArgumentException when there is no such account */
    public Account get(String id) {
        Account account = byId.get(id);
        if (account == null) {
            throw new IllegalArgumentException("no account " + id);
        }
        return account;
    }

    /** In the order of the settings. */
    public Collection<Account> all() {
        return List.copyOf(byId.values());
    }
}
