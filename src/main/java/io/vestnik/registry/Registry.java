package io.vestnik.registry;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.account.Credential;
import io.vestnik.form.Faults;
import io.vestnik.operator.Operator;
import io.vestnik.operator.Operators;
import jakarta.annotation.PostConstruct;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps this node's view of accounts and operators equal to the database: from before the doors open, and at every change. */
@Component("registry")
public class Registry {

    /** @param owned an operator with a lasting key was there once: the sandbox's own is gone for good */
    private record Content(
            long version,
            Accounts.Stored accounts,
            List<Credential> accountCredentials,
            List<Operator> operators,
            List<Credential> operatorKeys,
            boolean owned) {}

    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

    private final RegistryRows rows;
    private final CredentialRows credentials;
    private final Accounts accounts;
    private final Operators operators;
    private final TransactionTemplate transaction;
    private long version = -1;

    Registry(
            RegistryRows rows,
            CredentialRows credentials,
            Accounts accounts,
            Operators operators,
            TransactionTemplate transaction) {
        this.rows = rows;
        this.credentials = credentials;
        this.accounts = accounts;
        this.operators = operators;
        this.transaction = transaction;
    }

    /** Reads it all again if it has changed. With the database away the view stays as it is. */
    @PostConstruct
    public void refresh() {
        if (rows.version() != seen()) {
            show(read());
        }
    }

    /**
     * Makes a change and shows it on this node before it returns.
     *
     * @param work in a transaction of its own, in which nobody else changes anything and the view is as fresh as can be
     */
    <T> T change(Supplier<T> work) {
        Content[] after = new Content[1];
        T result = transaction.execute(status -> {
            rows.lock();
            Content before = read();
            show(before);
            T done = work.get();
            rows.grow();
            if (lasts(read(), true)) {
                rows.own();
            }
            after[0] = read();
            if (lasts(before, before.owned) && !lasts(after[0], after[0].owned)) {
                throw new Conflict("It would leave no operator with the role operator and a key that does not expire");
            }
            return done;
        });
        show(after[0]);
        return result;
    }

    private boolean lasts(Content content, boolean owned) {
        return operators.wouldLast(content.operators, content.operatorKeys, owned);
    }

    /** The version first: what is committed meanwhile is then read once more, never missed. */
    private Content read() {
        long now = rows.version();
        return new Content(
                now,
                stored(rows.accounts()),
                credentials.live(Holder.ACCOUNT),
                rows.operators(),
                credentials.live(Holder.OPERATOR),
                rows.isOwned());
    }

    private synchronized long seen() {
        return version;
    }

    private synchronized void show(Content content) {
        if (content.version > version) {
            version = content.version;
            accounts.replace(content.accounts, content.accountCredentials);
            operators.replace(content.operators, content.operatorKeys, content.owned);
        }
    }

    private static Accounts.Stored stored(List<StoredAccount> rows) {
        List<Account> read = rows.stream().map(Registry::account).filter(Objects::nonNull).toList();
        Set<String> closed = rows.stream()
                .filter(row -> row.closedAt() != null)
                .map(StoredAccount::id)
                .collect(Collectors.toSet());
        return new Accounts.Stored(read, closed, read.size() < rows.size());
    }

    /** Null: another version of the hub wrote what this one can't read; better without it than down. */
    private static Account account(StoredAccount stored) {
        Faults faults = new Faults();
        Account account = AccountForm.read(stored.id(), stored.settings(), stored.callbackSecret(), faults);
        if (account == null) {
            LOG.error("account {} in the database can't be read and is left out", stored.id());
        }
        return account;
    }
}
