package io.vestnik.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.audit.Actor;
import io.vestnik.audit.AuditLog;
import io.vestnik.form.Faults;
import io.vestnik.form.Pointers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Accounts as operators see and change them. Those of the settings are changed there; only keys are added to them here. */
@Component
public class AccountRegister {

    private final Registry registry;
    private final RegistryRows rows;
    private final CredentialRows credentials;
    private final Keys keys;
    private final Accounts accounts;
    private final AuditLog audit;
    private final Predicate<String> channelKnown;

    AccountRegister(
            Registry registry,
            RegistryRows rows,
            CredentialRows credentials,
            Keys keys,
            Accounts accounts,
            AuditLog audit,
            Predicate<String> channelKnown) {
        this.registry = registry;
        this.rows = rows;
        this.credentials = credentials;
        this.keys = keys;
        this.accounts = accounts;
        this.audit = audit;
        this.channelKnown = channelKnown;
    }

    /** All, those of the settings first, without their keys and logins. */
    public List<AccountState> all() {
        Map<String, StoredAccount> stored =
                rows.accounts().stream().collect(Collectors.toMap(StoredAccount::id, account -> account));
        return accounts.all().stream()
                .map(account -> state(account, stored.get(account.id()), null, null))
                .toList();
    }

    public Optional<AccountState> find(String id) {
        return accounts.find(id).map(account -> state(
                account,
                rows.account(id).orElse(null),
                credentials.keys(Holder.ACCOUNT, id),
                credentials.logins(id)));
    }

    private AccountState state(Account account, StoredAccount stored, List<KeyState> keys, List<LoginState> logins) {
        boolean configured = accounts.isConfigured(account.id());
        StoredAccount row = configured ? null : stored;
        return AccountState.of(
                account,
                configured ? "settings" : row == null ? "sandbox" : "rest",
                row == null ? null : row.createdAt(),
                row == null ? null : row.closedAt(),
                keys,
                logins);
    }

    /**
     * Makes an account, or replaces all of it but its callback's secret, unless that is given too, and its credentials. One that
     * is closed is open again, without the credentials that it had.
     *
     * @return whether it is new
     * @throws io.vestnik.message.InvalidMessage with every error found
     */
    public boolean put(String id, JsonNode settings, Actor actor) {
        return registry.change(() -> {
            refuseConfigured(id);
            StoredAccount before = rows.account(id).orElse(null);
            Account account = read(id, settings, before);
            ObjectNode shown = settings.deepCopy();
            if (shown.get("callback") instanceof ObjectNode callback) {
                callback.remove("secret");
            }
            String secret = account.callback() == null ? null : account.callback().secret();
            if (before == null || before.closedAt() != null) {
                credentials.closeAll(Holder.ACCOUNT, id); // of an account in the settings that was called so
            }
            rows.putAccount(id, shown, secret);
            Map<String, Object> change = new LinkedHashMap<>();
            change.put("before", before == null ? null : before.settings());
            change.put("after", shown);
            change.put("callbackSecretChanged", !Objects.equals(secret, before == null ? null : before.callbackSecret()));
            String result = before == null ? "created" : before.closedAt() == null ? "replaced" : "opened again";
            audit.record(actor, "account.put", "account:" + id, change, result);
            return before == null;
        });
    }

    private Account read(String id, JsonNode settings, StoredAccount before) {
        Faults faults = new Faults();
        if (!Account.isId(id)) {
            faults.malformed("/id", "must have 1 to 64 letters, digits, . _ -");
            faults.throwIfAny();
        }
        Account account = AccountForm.read(id, settings, before == null ? null : before.callbackSecret(), faults);
        faults.throwIfAny();
        String parent = account.parent();
        if (parent != null && (parent.equals(id) || accounts.find(parent).isEmpty())) {
            faults.unprocessable("/parent", "is not another account's id");
        }
        for (int i = 0; i < account.cascade().size(); i++) {
            if (!channelKnown.test(account.cascade().get(i))) {
                faults.unprocessable("/cascade/" + i, "is not a channel of this hub");
            }
        }
        account.caps().forEach((messageClass, caps) -> caps.channels().keySet().stream()
                .filter(channelKnown.negate())
                .forEach(channel -> faults.unprocessable(
                        Pointers.child("/caps/" + messageClass + "/channels", channel), "is not a channel of this hub")));
        faults.throwIfAny();
        return account;
    }

    /** Shuts its doors for good; what was accepted is still sent. */
    public void close(String id, Actor actor) {
        registry.change(() -> {
            refuseConfigured(id);
            StoredAccount account = rows.account(id).orElseThrow(() -> new Unknown("account"));
            boolean open = account.closedAt() == null;
            if (open) {
                rows.closeAccount(id);
                credentials.closeAll(Holder.ACCOUNT, id);
            }
            audit.record(actor, "account.close", "account:" + id, Map.of(), open ? "closed" : "unchanged");
            return open;
        });
    }

    /** @param request {@code {label, expiresAt}}, both optional */
    public NewKey createKey(String id, JsonNode request, Actor actor) {
        Keys.Request key = keys.read(request);
        return registry.change(() -> {
            requireOpen(id);
            return keys.create(Holder.ACCOUNT, id, key, actor);
        });
    }

    public void closeKey(String id, String keyId, Actor actor) {
        registry.change(() -> {
            keys.close(Holder.ACCOUNT, id, keyId, actor);
            return keyId;
        });
    }

    /** In a running change. */
    void requireOpen(String id) {
        if (accounts.isConfigured(id)) {
            return;
        }
        StoredAccount account = rows.account(id).orElse(null);
        if (account == null) {
            throw accounts.find(id).isPresent()
                    ? new Conflict("This is the sandbox's account: make one of your own")
                    : new Unknown("account");
        }
        if (account.closedAt() != null) {
            throw new Conflict("The account is closed: PUT opens it again");
        }
    }

    /** In a running change. */
    void refuseConfigured(String id) {
        if (accounts.isConfigured(id)) {
            throw new Conflict("The account is in the hub's settings: change it there");
        }
    }
}
