package io.vestnik.reply;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.address.Addresses;
import io.vestnik.channel.Reply;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.settings.VestnikSettings.ChannelSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whose a reply is: theirs whose sender it was written to, else theirs whose mail it names, else theirs who last wrote to whoever wrote
 * it. And what it may answer.
 */
@Component
class ReplyOwner {

    /**
     * What was sent to whoever wrote.
     *
     * @param last the last message; null: none
     * @param question the last one that asks for a dialogue, if it is not too old; null: none
     */
    record Heard(String last, String question) {

        static final Heard NOTHING = new Heard(null, null);
    }

    // By the addresses first, and whole, or the planner might read all messages backwards for somebody whom nobody ever wrote to.
    // What has not left yet nobody can answer; what is on its way was sent now.
    private static final String SENT =
            """
            WITH theirs AS MATERIALIZED (
                SELECT id, account, tags ->> 'dialogue' IS NOT NULL AS asks FROM message WHERE addresses @> ARRAY[:address::text]),
            sent AS (
                SELECT t.id, t.account, t.asks, d.at
                FROM (SELECT * FROM theirs WHERE :anyone OR account = ANY (:accounts) ORDER BY id DESC LIMIT 100) t
                CROSS JOIN LATERAL (
                    SELECT max(coalesce(d.sent_at, d.final_at, now())) AS at FROM delivery d
                    WHERE d.message_id = t.id AND d.status NOT IN ('queued', 'skipped', 'failed')
                      AND lower(d.address) = lower(:sender)) d
                WHERE d.at IS NOT NULL)
            """;
    private static final String LAST = SENT + "SELECT account FROM sent ORDER BY at DESC, id DESC LIMIT 1";
    private static final String HEARD = SENT
            + """
            SELECT (SELECT id FROM sent ORDER BY at DESC, id DESC LIMIT 1) AS last,
                   (SELECT id FROM sent WHERE asks AND at > now() - :within * interval '1 s' ORDER BY at DESC, id DESC LIMIT 1) AS question
            """;

    // Of one that names a mail of ours: nobody but its readers can know its id.
    private static final String ANSWERED =
            """
            SELECT d.account FROM provider_message p JOIN delivery d ON d.id = p.delivery_id
            WHERE p.provider = ANY (:providers) AND p.id = ANY (:references) AND (:anyone OR d.account = ANY (:accounts))
            ORDER BY p.at DESC LIMIT 1
            """;

    private final String[] relays;
    private final Accounts accounts;
    private final Duration dialogueWithin;
    private final JdbcClient jdbc;

    ReplyOwner(Accounts accounts, VestnikSettings settings, JdbcClient jdbc) {
        this.relays = settings.channels().getOrDefault("email", new ChannelSettings(List.of(), null)).providers().stream()
                .map(ProviderSettings::name)
                .toArray(String[]::new);
        this.accounts = accounts;
        this.dialogueWithin = settings.replies().dialogueWithin();
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
        return answered(reply, owners)
                .or(() -> sent(LAST, reply, owners).query(String.class).optional())
                .or(() -> owners.stream().findFirst());
    }

    private Optional<String> answered(Reply reply, List<String> accounts) {
        if (reply.references().isEmpty()) {
            return Optional.empty();
        }
        return jdbc.sql(ANSWERED)
                .param("providers", relays)
                .param("references", reply.references().toArray(String[]::new))
                .param("anyone", accounts.isEmpty())
                .param("accounts", accounts.toArray(String[]::new))
                .query(String.class)
                .optional();
    }

    Heard heard(String account, Reply reply) {
        return sent(HEARD, reply, List.of(account))
                .param("within", dialogueWithin.toSeconds())
                .query(Heard.class)
                .single();
    }

    /** @param accounts whose messages; empty: anyone's */
    private JdbcClient.StatementSpec sent(String query, Reply reply, List<String> accounts) {
        return jdbc.sql(query)
                .param("address", Addresses.key(reply.channel(), reply.sender()))
                .param("sender", reply.sender())
                .param("anyone", accounts.isEmpty())
                .param("accounts", accounts.toArray(String[]::new));
    }

    /** Carriers give numbers without a plus. */
    private static String plain(String sender) {
        return sender.startsWith("+") ? sender.substring(1) : sender;
    }
}
