package io.vestnik.ingress.smpp;

import io.vestnik.accept.AccountRate;
import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.account.Door;
import io.vestnik.account.LoginBackoff;
import io.vestnik.message.MessageClass;
import io.vestnik.node.Node;
import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Who may bind. Passwords are checked on threads of their own: bcrypt takes its time by design, and no session waits for another's. */
@Component("smppLogins")
class Logins {

    private static final int THREADS = 2;
    private static final int MOST_WAITING = 200;
    private static final Account.SmppLogin USUAL = new Account.SmppLogin(null, null, null, 100, 4, MessageClass.SERVICE);

    private final Accounts accounts;
    private final LoginBackoff backoff;
    private final Node node;
    private final Map<String, AccountRate> rates = new ConcurrentHashMap<>();
    private final ExecutorService threads = new ThreadPoolExecutor(
            THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), new CustomizableThreadFactory("smpp-login-"));

    Logins(Accounts accounts, LoginBackoff backoff, Node node) {
        this.accounts = accounts;
        this.backoff = backoff;
        this.node = node;
    }

    /**
     * Empty: wrong, unknown, or too many failures before; nobody can tell which. Fails with {@link RejectedExecutionException} when too many
     * wait, or nobody does any more.
     *
     * @param waits whether somebody does
     */
    CompletableFuture<Optional<Account>> open(String host, String systemId, String password, BooleanSupplier waits) {
        try {
            return CompletableFuture.supplyAsync(() -> check(host, systemId, password, waits), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Optional<Account> check(String host, String systemId, String password, BooleanSupplier waits) {
        if (!waits.getAsBoolean()) {
            throw new RejectedExecutionException("the client has gone");
        }
        if (!backoff.mayTry(host, systemId)) {
            return Optional.empty();
        }
        Optional<Account> account = accounts.byLogin(Door.SMPP, systemId, password);
        if (account.isPresent()) {
            backoff.succeeded(host, systemId);
        } else {
            backoff.failed(host, systemId);
        }
        return account;
    }

    /** The account is open, and has this login still. */
    boolean stands(Client client) {
        return accounts.isOpen(client.account()) && accounts.hasLogin(client.account(), Door.SMPP, client.systemId());
    }

    /** What a login may, as the settings have it; one that was made by REST: as usual. */
    Account.SmppLogin limits(String account) {
        return accounts.find(account).map(Account::smpp).orElse(USUAL);
    }

    /** False: over the login's own rate; the account's is judged where messages are accepted. */
    boolean maySubmit(Client client, int messages) {
        Integer rate = limits(client.account()).rate();
        return rate == null
                || rates.computeIfAbsent(client.account(), id -> new AccountRate()).take((double) rate / node.live(), messages) == null;
    }

    @PreDestroy
    void close() {
        threads.shutdown();
    }
}
