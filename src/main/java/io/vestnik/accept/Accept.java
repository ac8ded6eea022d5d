package io.vestnik.accept;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.batch.MicroBatcher;
import io.vestnik.ledger.NewRows;
import io.vestnik.message.NewMessage;
import io.vestnik.metrics.BatchSizes;
import io.vestnik.metrics.MessageMeters;
import io.vestnik.node.Node;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Makes a checked message safe: one row with its first delivery, in a commit shared with its neighbours. */
@Component
public class Accept {

    private final Accounts accounts;
    private final Node node;
    private final MicroBatcher<NewMessage, NewRows.Stored> batcher;
    private final Map<String, AccountRate> rates = new ConcurrentHashMap<>();

    Accept(Accounts accounts, Node node, NewRows rows) {
        this.accounts = accounts;
        this.node = node;
        BatchSizes sizes = new BatchSizes("accept");
        this.batcher = new MicroBatcher<>("accept", 500, messages -> {
            sizes.record(messages.size());
            return rows.insert(messages);
        });
    }

    /**
     * Completes on the commit. Fails with {@link KeyReused}, {@link RateExceeded}, or Spring's {@code DataAccessException} /
     * {@code TransactionException} when the database is away: then nothing was promised.
     */
    public CompletableFuture<Accepted> accept(NewMessage message) {
        try {
            charge(message);
        } catch (RateExceeded e) {
            return CompletableFuture.failedFuture(e);
        }
        return batcher.add(message).handle((stored, failure) -> answer(message, stored, failure));
    }

    /**
     * Takes its place in the account's rate: as if it were sent.
     *
     * @throws RateExceeded when there is none now
     */
    public void charge(NewMessage message) {
        Account account = accounts.get(message.account());
        Duration wait = account.rate() == null ? null : rateOf(account).take((double) account.rate() / node.live());
        if (wait != null) {
            MessageMeters.rejected(message.origin().door(), "rate");
            throw new RateExceeded(wait);
        }
    }

    /** How many messages of a bulk the account may send now, by its rate; 0: a little later. Single ones have room beside it. */
    public int allowance(Account account, int most) {
        return account.rate() == null ? most : rateOf(account).takeSpare((double) account.rate() / node.live(), most);
    }

    private AccountRate rateOf(Account account) {
        return rates.computeIfAbsent(account.id(), id -> new AccountRate());
    }

    private static Accepted answer(NewMessage message, NewRows.Stored stored, Throwable failure) {
        String door = message.origin().door();
        if (failure != null) {
            MessageMeters.rejected(door, "unavailable");
            throw new CompletionException(failure);
        }
        if (stored.keyReused()) {
            MessageMeters.rejected(door, "key_reused");
            throw new KeyReused();
        }
        if (!stored.replayed()) {
            MessageMeters.accepted(message.messageClass(), door, message.account());
        }
        return new Accepted(stored.id(), stored.status(), stored.replayed());
    }

    @PreDestroy
    void close() throws InterruptedException {
        batcher.close();
    }
}
