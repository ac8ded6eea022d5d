package io.vestnik.reply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.batch.Outage;
import io.vestnik.callback.Backoff;
import io.vestnik.callback.CallbackEvent;
import io.vestnik.callback.CallbackRows;
import io.vestnik.contact.Contact;
import io.vestnik.contact.Contacts;
import io.vestnik.ledger.WrittenBack;
import io.vestnik.node.Node;
import io.vestnik.privacy.AtRest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Replies in the hands of a route: each is claimed, matched with what it answers, and told to its account once. */
@Component("receivedReplies")
public class ReceivedReplies {

    private static final Logger LOG = LoggerFactory.getLogger(ReceivedReplies.class);
    private static final int MOST_ATTEMPTS = 5;
    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};

    // A second copy of an id finds a shorter lease, or none. A question is answered by the first reply that may.
    private static final String CLAIM =
            """
            WITH claimed AS (
                UPDATE reply SET due = now() + interval '120 s', node = :node
                WHERE name = :name AND node IS NOT NULL AND due > now() + interval '120 s' RETURNING *)
            SELECT c.*, m.class, m.tags, m.text AS last_text, q.class AS question_class, q.tags AS question_tags
            FROM claimed c
            LEFT JOIN message m ON m.id = c.message_id
            LEFT JOIN message q ON q.id = c.question
                AND NOT EXISTS (SELECT FROM reply r
                                WHERE r.account = c.account AND r.address = c.address AND r.id < c.id AND r.question = c.question)
            """;

    private final ReplyRows rows;
    private final Contacts contacts;
    private final Accounts accounts;
    private final CallbackRows callbacks;
    private final CallbackEvent event;
    private final Node node;
    private final WrittenBack writtenBack;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ObjectMapper json = new ObjectMapper();

    ReceivedReplies(
            ReplyRows rows,
            Contacts contacts,
            Accounts accounts,
            CallbackRows callbacks,
            CallbackEvent event,
            Node node,
            WrittenBack writtenBack,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.rows = rows;
        this.contacts = contacts;
        this.accounts = accounts;
        this.callbacks = callbacks;
        this.event = event;
        this.node = node;
        this.writtenBack = writtenBack;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Null: somebody else has it in hand, or it has been told. The step that waits for this reply knows of it when this returns. */
    public Received claim(String id) {
        Received reply = jdbc.sql(CLAIM)
                .param("name", id)
                .param("node", node.id())
                .query((row, n) -> received(row))
                .optional()
                .orElse(null);
        if (reply != null && !reply.automatic()) {
            List<String> answered = Stream.of(reply.last(), reply.question()).filter(Objects::nonNull).map(Sent::id).distinct().toList();
            writtenBack.hear(answered, reply.channel(), reply.from());
        }
        return reply;
    }

    private Received received(ResultSet row) throws SQLException {
        String account = row.getString("account");
        String text = AtRest.open("reply.text", row.getString("name"), row.getString("text"));
        Contact contact = contacts.of(account, List.of(row.getString("address"))).stream().findFirst().orElse(null);
        return new Received(
                row.getString("name"),
                row.getLong("id"),
                row.getInt("attempts"),
                account,
                row.getString("channel"),
                row.getString("sender"),
                row.getString("recipient"),
                text,
                row.getTimestamp("at").toInstant().toString(),
                contact == null ? null : contact.id(),
                row.getString("keyword"),
                row.getBoolean("automatic"),
                Keywords.normal(text),
                row.getBoolean("repeated"),
                Language.of(contact == null ? null : contact.locale(), text, AtRest.open("message.text", row.getString("message_id"), row.getString("last_text"))),
                sent(row.getString("message_id"), row.getString("class"), row.getString("tags")),
                sent(row.getString("question"), row.getString("question_class"), row.getString("question_tags")),
                new LinkedHashMap<>());
    }

    private Sent sent(String id, String messageClass, String tags) {
        try {
            return tags == null ? null : new Sent(id, messageClass, json.readValue(tags, TAGS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("message.tags is not an object of texts", e);
        }
    }

    /** Tells the account of more than was written. */
    public void note(Received reply, String name, String value) {
        reply.notes().put(name, value);
    }

    /** The account is told, if it has a webhook, and the reply is done with: both, or neither. */
    public void done(Received reply) {
        transaction.executeWithoutResult(status -> tell(reply));
    }

    private boolean tell(Received reply) {
        boolean first = rows.done(reply.id());
        Account.Callback webhook = accounts.find(reply.account()).map(Account::callback).orElse(null);
        if (first && webhook != null && webhook.url() != null) {
            String id = UlidCreator.getMonotonicUlid().toString();
            callbacks.add(id, reply.account(), reply.id(), webhook.url().toString(), event.reply(id, reply.id(), Instant.parse(reply.at()), reply));
        }
        return first;
    }

    /**
     * Tries again a little later; when that was tried often enough the account is told all the same, and of the failure.
     *
     * @param reply null: it could not even be read; it comes again when its lease ends
     * @throws Exception the cause, while the database is away: then the whole batch comes again
     */
    public void failed(Received reply, Exception cause) throws Exception {
        if (Outage.is(cause)) {
            throw cause;
        }
        if (reply == null) {
            LOG.error("a reply can't be read: {}", cause.toString());
            return;
        }
        if (reply.attempts() + 1 < MOST_ATTEMPTS) {
            LOG.warn("reply={} attempt={} failed: {}", reply.id(), reply.attempts() + 1, cause.getClass().getSimpleName());
            rows.again(reply.id(), reply.attempts(), Backoff.after(reply.attempts() + 1, Duration.ZERO));
            return;
        }
        LOG.error("reply={} given up: {}", reply.id(), cause.getClass().getSimpleName());
        transaction.executeWithoutResult(status -> {
            reply.notes().clear(); // nobody knows how far the routes came
            if (tell(reply)) {
                rows.bury(reply.account(), "reply " + reply.id() + ": its routes failed: " + cause.getClass().getSimpleName());
            }
        });
    }
}
