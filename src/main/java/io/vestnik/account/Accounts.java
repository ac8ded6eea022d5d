package io.vestnik.account;

import io.vestnik.settings.VestnikSettings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The accounts of this hub, and what opens them. A contradiction in the settings stops the start. */
@Component
public class Accounts {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    private final Map<String, Account> byId = new LinkedHashMap<>();
    private final ApiKeys apiKeys = new ApiKeys();
    private final Logins soap = new Logins();
    private final boolean sandbox;

    /** @throws IllegalArgumentException with every fault found, each naming its setting */
    @Autowired
    public Accounts(VestnikSettings settings) {
        this(settings.accounts());
    }

    Accounts(List<Account> configured) {
        sandbox = configured.isEmpty();
        List<Account> accounts = sandbox ? List.of(SandboxAccount.DEMO) : configured;
        AccountFaults faults = new AccountFaults();
        Logins sftp = new Logins();
        Logins smpp = new Logins();
        for (int i = 0; i < accounts.size(); i++) {
            Account account = accounts.get(i);
            AccountFaults.At at = faults.at("vestnik.accounts[" + i + "]");
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
        for (int i = 0; i < accounts.size(); i++) {
            Account account = accounts.get(i);
            boolean known = account.parent() == null
                    || byId.containsKey(account.parent()) && !account.parent().equals(account.id());
            faults.at("vestnik.accounts[" + i + "]").unless(known, "parent", "is not another account's id");
        }
        faults.stopIfAny();
        if (!sandbox) {
            faults.plain().forEach(setting -> LOG.warn("{} is plain text: {sha256} or {bcrypt} is safer", setting));
        }
    }

    /** The account whose API key this is. */
    public Optional<Account> byApiKey(String key) {
        return apiKeys.open(key);
    }

    /** The account whose SOAP user and password these are. */
    public Optional<Account> bySoapLogin(String user, String password) {
        return soap.open(user, password);
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

    /** Nothing is configured: the one account is {@code demo}, whose credentials everybody knows. */
    public boolean isSandbox() {
        return sandbox;
    }
}
