package io.vestnik.reply;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.address.Addresses;
import io.vestnik.channel.Reply;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose a reply is: theirs whose sender it was written to, else theirs who last wrote to whoever wrote it. */
@Component
class ReplyOwner {

    // By the addresses first, or the planner might read all messages backwards for somebody whom nobody ever wrote to.
    private static final String LAST =
            """
            WITH theirs AS MATERIALIZED (SELECT id, account FROM message WHERE addresses @> ARRAY[:address::text])
            SELECT account FROM theirs WHERE :anyone OR account = ANY (:accounts) ORDER BY id DESC LIMIT 1
            """;
    // What has not left yet nobody can answer.
    private static final String LAST_SENT =
            """
            WITH theirs AS MATERIALIZED (
                SELECT id FROM message WHERE addresses @> ARRAY[:address::text] AND account = :account ORDER BY id DESC LIMIT 100)
            SELECT t.id FROM theirs t
            WHERE EXISTS (SELECT FROM delivery d WHERE d.message_id = t.id AND d.status NOT IN ('queued', 'skipped', 'failed'))
            ORDER BY t.id DESC LIMIT 1
            """;

    private final Accounts accounts;
    private final JdbcClient jdbc;

    ReplyOwner(Accounts accounts, JdbcClient jdbc) {
        this.accounts = accounts;
        this.jdbc = jdbc;
    }

    /** An account's id; empty: it is nobody's. */
    Optional<String> of(Reply reply) {
        List<String> owners = accounts.all().stream()
                .filter(account -> account.senders().stream().anyMatch(sender -> plain(sender).equals(plain(reply.recipient()))))
                .map(Account::id)
                .toList();
        if (owners.size() == 1) {
            return Optional.of(owners.get(0));
        }
        return jdbc.sql(LAST)
                .param("address", Addresses.key(reply.channel(), reply.sender()))
                .param("anyone", owners.isEmpty())
                .param("accounts", owners.toArray(String[]::new))
                .query(String.class)
                .optional()
                .or(() -> owners.stream().findFirst());
    }

    /** The last message that an account sent to whoever wrote; empty: none. */
    Optional<String> lastMessage(String account, Reply reply) {
        return jdbc.sql(LAST_SENT)
                .param("address", Addresses.key(reply.channel(), reply.sender()))
                .param("account", account)
                .query(String.class)
                .optional();
    }

    /** Carriers give numbers without a plus. */
    private static String plain(String sender) {
        return sender.startsWith("+") ? sender.substring(1) : sender;
    }
}
