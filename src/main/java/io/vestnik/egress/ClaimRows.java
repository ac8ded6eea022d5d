package io.vestnik.egress;

import io.vestnik.channel.Submission;
import io.vestnik.consent.ConsentGate;
import io.vestnik.message.MessageClass;
import io.vestnik.node.Node;
import io.vestnik.privacy.AtRest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The claim's statements. */
@Component
class ClaimRows {

    /** How long a provider may take to answer; then the outcome is unknown. */
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    /** So much of it may pass before the wire; the rest is the provider's. */
    private static final Duration SEND_WITHIN = Duration.ofSeconds(10);

    /**
     * @param verdict {@code open}: may be sent; {@code elsewhere}: not by this provider, it is paused; else what stands against it
     * @param submission null: not taken
     * @param traceparent null: of a message stored by an older version
     */
    record Claimed(String id, String verdict, Submission submission, String traceparent) {}

    // Shared with a withdrawal of consent and with a pause, which take it alone: after their commit no claim is under way that has not seen it.
    private static final String LOCK =
            """
            SELECT m.id FROM (SELECT pg_advisory_xact_lock_shared(:gate)) AS held CROSS JOIN message m
            WHERE m.id IN (SELECT message_id FROM delivery WHERE id = ANY (:ids)) ORDER BY m.id FOR UPDATE OF m
            """;

    // No part joins two of the others: the planner takes them for ten rows, and compares each of two hundred with each.
    private static final String CLAIM =
            """
            WITH wanted AS (
                SELECT d.id, d.message_id, d.segments, d.channel, d.address, d.reference, d.attempts, m.account, m.class,
                       m.sender, m.text, m.valid_until, m.traceparent,
                       CASE WHEN m.valid_until <= :now::timestamptz THEN 'expired'
                            WHEN paused.message THEN 'paused'
                            WHEN paused.provider THEN 'elsewhere'
                            WHEN m.account || ' ' || m.class = ANY (:closed) THEN 'closed'
                            WHEN consent.state = 'withdrawn' THEN 'opted_out'
                            WHEN consent.state = 'none' AND m.class = 'marketing' THEN 'no_consent'
                            ELSE 'open'
                       END AS verdict
                FROM delivery d JOIN message m ON m.id = d.message_id
                LEFT JOIN LATERAL consent_word(m.account, m.addresses, m.class, d.channel) consent ON m.class <> 'authorization'
                CROSS JOIN LATERAL (
                    SELECT bool_or(p.kind = 'account' AND p.name = m.account OR p.kind = 'channel' AND p.name = d.channel) AS message,
                           bool_or(p.kind = 'provider' AND p.name = :provider) AS provider
                    FROM pause p WHERE p.resumed_at IS NULL) paused
                WHERE d.id = ANY (:ids) AND d.status = 'queued' AND m.final_at IS NULL
                  AND (d.node IS NOT NULL OR d.due <= :now::timestamptz)
            ), slotted AS (
                SELECT w.*, w.verdict = 'open' AND coalesce(w.segments + sum(w.segments) FILTER (WHERE w.verdict = 'open')
                        OVER (ORDER BY w.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) <= :slots, true) AS taken
                FROM wanted w
            ), taken AS (
                UPDATE delivery d
                SET status = 'sending', provider = :provider, attempts = d.attempts + 1, node = :node, due = :due::timestamptz,
                    timeline = d.timeline || jsonb_build_object('at', :now::text, 'event', 'sending', 'channel', d.channel,
                                                                'text', :provider::text)
                FROM slotted s
                WHERE d.id = s.id AND s.taken
            )
            SELECT s.* FROM slotted s ORDER BY s.id
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Node node;
    private final Clock clock;

    ClaimRows(JdbcClient jdbc, TransactionTemplate transaction, Node node, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.node = node;
        this.clock = clock;
    }

    /** Those of the deliveries that were still queued; taken in order while their segments fit into the slots. */
    List<Claimed> claim(List<String> deliveryIds, String provider, int slots, Collection<String> closed) {
        String[] ids = deliveryIds.toArray(String[]::new);
        return transaction.execute(status -> {
            jdbc.sql(LOCK)
                    .param("gate", ConsentGate.KEY)
                    .param("ids", ids)
                    .query(String.class)
                    .list();
            Instant now = clock.instant();
            return jdbc.sql(CLAIM)
                    .param("ids", ids)
                    .param("closed", closed.toArray(String[]::new))
                    .param("slots", slots)
                    .param("provider", provider)
                    .param("node", node.id())
                    .param("now", now.toString())
                    .param("due", now.plus(ANSWER_TIMEOUT).toString())
                    .query((row, n) -> claimed(row, provider, now.plus(SEND_WITHIN)))
                    .list();
        });
    }

    private static Claimed claimed(ResultSet row, String provider, Instant sendBy) throws SQLException {
        Submission submission = !row.getBoolean("taken")
                ? null
                : new Submission(
                        row.getString("id"),
                        row.getString("message_id"),
                        row.getString("account"),
                        row.getString("channel"),
                        provider,
                        MessageClass.of(row.getString("class")),
                        row.getString("address"),
                        row.getString("sender"),
                        AtRest.open("message.text", row.getString("message_id"), row.getString("text")),
                        row.getInt("segments"),
                        row.getInt("attempts") + 1,
                        row.getInt("reference"),
                        row.getTimestamp("valid_until").toInstant(),
                        sendBy);
        return new Claimed(row.getString("id"), row.getString("verdict"), submission, row.getString("traceparent"));
    }
}
