package io.vestnik.egress;

import io.vestnik.cap.FrequencyRows;
import io.vestnik.cap.Tally;
import io.vestnik.consent.ConsentGate;
import io.vestnik.gate.Candidate;
import io.vestnik.gate.Recipients;
import io.vestnik.node.Node;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The claim's statements. */
@Component
class ClaimRows {

    /** How long a provider may take to answer; then the outcome is unknown. */
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    /** So much of it may pass before the wire; the rest is the provider's. */
    private static final Duration SEND_WITHIN = Duration.ofSeconds(10);

    // Two statements that go to the database together: the second sees what was committed while the first waited. The advisory lock is
    // shared with a withdrawal of consent and with a pause, which take it alone: after their commit no claim is under way that has not
    // seen it. In the second no part joins two of the others: the planner takes them for ten rows, and compares each with each.
    private static final String LOCK_AND_READ =
            """
            SELECT m.id FROM (SELECT pg_advisory_xact_lock_shared(:gate)) AS held CROSS JOIN message m
            WHERE m.id IN (SELECT message_id FROM delivery WHERE id = ANY (:ids)) ORDER BY m.id FOR UPDATE OF m;
            SELECT %s, d.segments, d.address, d.reference, d.attempts, m.sender, m.text, m.content, m.traceparent,
                   paused.message AS message_paused, paused.provider AS provider_paused
            FROM delivery d JOIN message m ON m.id = d.message_id
            %s
            CROSS JOIN LATERAL (
                SELECT bool_or(p.kind = 'account' AND p.name = m.account OR p.kind = 'channel' AND p.name = d.channel) AS message,
                       bool_or(p.kind = 'provider' AND p.name = :provider) AS provider
                FROM pause p WHERE p.resumed_at IS NULL) paused
            WHERE d.id = ANY (:ids) AND d.status = 'queued' AND m.final_at IS NULL
              AND (d.node IS NOT NULL OR d.due <= :now::timestamptz)
            ORDER BY d.id
            """
                    .formatted(Recipients.COLUMNS, Recipients.PERSON);
    private static final String TAKE =
            """
            UPDATE delivery d
            SET status = 'sending', provider = :provider, attempts = d.attempts + 1, node = :node, due = :due::timestamptz,
                timeline = d.timeline || jsonb_strip_nulls(jsonb_build_object(
                    'at', :now::text, 'event', 'sending', 'channel', d.channel, 'text', :provider::text, 'why', taken.why::jsonb))
            FROM unnest(:ids::text[], :whys::text[]) AS taken (id, why)
            WHERE d.id = taken.id
            """;

    private final NamedParameterJdbcOperations jdbc;
    private final TransactionTemplate transaction;
    private final Recipients recipients;
    private final FrequencyRows frequencies;
    private final Node node;
    private final Clock clock;

    ClaimRows(
            NamedParameterJdbcOperations jdbc,
            TransactionTemplate transaction,
            Recipients recipients,
            FrequencyRows frequencies,
            Node node,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.recipients = recipients;
        this.frequencies = frequencies;
        this.node = node;
        this.clock = clock;
    }

    /** Those of the deliveries that were still queued; taken in order while their segments fit into the slots. */
    List<Claimed> claim(List<String> deliveryIds, String provider, int slots) {
        return transaction.execute(status -> {
            List<Queued> queued = read(deliveryIds, provider);
            Instant now = clock.instant();
            Tally tally = frequencies.lock(queued.stream()
                    .filter(row -> row.stands(now) && row.candidate().asksForCounts(now))
                    .map(row -> row.candidate().recipient())
                    .toList());
            Selection selection = new Selection(slots, tally, now);
            List<Claimed> claimed = queued.stream()
                    .map(row -> selection.next(row, provider, now.plus(SEND_WITHIN)))
                    .toList();
            take(selection, provider, now);
            frequencies.write(tally);
            return claimed;
        });
    }

    private List<Queued> read(List<String> deliveryIds, String provider) {
        Instant before = clock.instant();
        MapSqlParameterSource parameters = new MapSqlParameterSource(recipients.parameters(before))
                .addValue("gate", ConsentGate.KEY)
                .addValue("ids", deliveryIds.toArray(String[]::new))
                .addValue("provider", provider);
        return jdbc.execute(LOCK_AND_READ, parameters, this::read);
    }

    private List<Queued> read(PreparedStatement statement) throws SQLException {
        statement.execute();
        statement.getMoreResults(); // the first one's rows are only locked
        List<Queued> queued = new ArrayList<>();
        try (ResultSet row = statement.getResultSet()) {
            while (row.next()) {
                queued.add(Queued.of(row, recipients.candidate(row)));
            }
        }
        return queued;
    }

    private void take(Selection selection, String provider, Instant now) {
        if (selection.isEmpty()) {
            return;
        }
        jdbc.update(
                TAKE,
                new MapSqlParameterSource()
                        .addValue("ids", selection.ids())
                        .addValue("whys", selection.whys())
                        .addValue("provider", provider)
                        .addValue("node", node.id())
                        .addValue("now", now.toString())
                        .addValue("due", now.plus(ANSWER_TIMEOUT).toString()));
    }
}
