package io.vestnik.parking;

import com.github.f4b6a3.ulid.Ulid;
import io.vestnik.accept.Accept;
import io.vestnik.accept.Accepted;
import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.esme.ReceiptWish;
import io.vestnik.message.NewMessage;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What could not be done, of one account: seen, sent again, dropped. */
@Component
public class DeadLetters {

    private static final String LIST =
            """
            SELECT id, message_id, reason, at FROM dead_letter WHERE account = :account AND id < :before
            ORDER BY id DESC LIMIT :limit
            """;
    private static final String MESSAGE =
            """
            SELECT m.* FROM dead_letter d JOIN message m ON m.id = d.message_id AND m.account = d.account
            WHERE d.account = :account AND d.id = :id
            """;
    private static final String REPLAYED = "SELECT message_id FROM idempotency WHERE account = :account AND key = :key";
    private static final String TELL_AGAIN =
            """
            WITH letter AS (
                DELETE FROM dead_letter WHERE account = :account AND id = :id AND callback ->> 'url' NOT LIKE 'smpp:%'
                RETURNING account, message_id, callback)
            INSERT INTO callback (id, account, message_id, url, body, traceparent, due, created_at)
            SELECT callback ->> 'id', account, message_id, callback ->> 'url', callback ->> 'body',
                   (callback ->> 'body')::jsonb ->> 'traceparent', now(), now()
            FROM letter
            RETURNING message_id
            """;
    private static final String DELIVER_AGAIN =
            """
            WITH letter AS (
                DELETE FROM dead_letter WHERE account = :account AND id = :id AND callback ->> 'url' LIKE 'smpp:%'
                RETURNING callback)
            INSERT INTO esme_deliver
            SELECT again.* FROM letter CROSS JOIN LATERAL jsonb_populate_record(
                NULL::esme_deliver,
                (callback ->> 'body')::jsonb || jsonb_build_object('attempts', 0, 'node', NULL, 'due', now())) again
            RETURNING coalesce(message_id, id)
            """;
    private static final String DELETE = "DELETE FROM dead_letter WHERE account = :account AND id = :id";
    private static final String AFTER_EVERY_ID = "~";

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Accept accept;

    DeadLetters(JdbcClient jdbc, Accounts accounts, Accept accept) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.accept = accept;
    }

    /** Newest first. @param beforeId the last one of the page before; null: none */
    public List<DeadLetter> list(String account, int limit, String beforeId) {
        return jdbc.sql(LIST)
                .param("account", account)
                .param("before", beforeId == null ? AFTER_EVERY_ID : beforeId)
                .param("limit", limit)
                .query((row, n) -> new DeadLetter(
                        row.getString("id"),
                        row.getString("message_id"),
                        row.getString("reason"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    /** Whether it was there. */
    public boolean drop(String account, String id) {
        return Ulid.isValid(id)
                && jdbc.sql(DELETE).param("account", account).param("id", id).update() > 0;
    }

    /**
     * Sends the message again as a new one. The dead letter goes after the new message is safe; its key makes a second replay, or
     * one after a crash in between, answer the same new message. Of a callback or deliver_sm that was given up only that goes
     * again: the recipient has had the message.
     *
     * @return the new message's id, or that of the callback's message; empty: no such dead letter, or its message is no longer kept
     * @throws TextGone of a one-time code
     */
    public CompletableFuture<Optional<String>> replay(String account, String id) {
        if (!Ulid.isValid(id)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Optional<String> told = tell(TELL_AGAIN, account, id).or(() -> tell(DELIVER_AGAIN, account, id));
        if (told.isPresent()) {
            return CompletableFuture.completedFuture(told);
        }
        String key = "replay:" + id;
        Optional<NewMessage> again = jdbc.sql(MESSAGE)
                .param("account", account)
                .param("id", id)
                .query((row, n) -> Replay.of(row, key))
                .optional()
                .map(this::told);
        if (again.isEmpty()) {
            return CompletableFuture.completedFuture(jdbc.sql(REPLAYED)
                    .param("account", account)
                    .param("key", key)
                    .query(String.class)
                    .optional());
        }
        if (again.get().text().isEmpty()) {
            throw new TextGone();
        }
        return accept.accept(again.get()).thenApplyAsync((Accepted accepted) -> {
            drop(account, id);
            return Optional.of(accepted.id());
        });
    }

    /** An SMPP client would not know what the receipt is of: it was never given the new id. */
    private NewMessage told(NewMessage again) {
        return ReceiptWish.of(again.callbackUrl()).isEmpty() ? again : again.telling(webhook(again.account()), Set.of());
    }

    private String webhook(String account) {
        return accounts.find(account).map(Account::callback).map(Account.Callback::url).map(URI::toString).orElse(null);
    }

    private Optional<String> tell(String again, String account, String id) {
        return jdbc.sql(again).param("account", account).param("id", id).query(String.class).optional();
    }
}
