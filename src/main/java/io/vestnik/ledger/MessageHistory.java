package io.vestnik.ledger;

import com.github.f4b6a3.ulid.Ulid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads messages for those who sent them: nothing here sees beyond one account. */
@Component
public class MessageHistory {

    // One statement, one snapshot: a message never stands beside deliveries of another moment.
    private static final String READ =
            """
            SELECT m.id, m.account, m.class, m.recipient, m.created_at, m.final_at, m.reason, m.tags, m.content, m.timeline,
                   CASE WHEN m.status IN ('accepted', 'scheduled') AND bool_or(d.provider IS NOT NULL) OVER (PARTITION BY m.id)
                        THEN 'dispatched' ELSE m.status END AS status,
                   d.id AS delivery_id, d.channel, d.provider, d.address, d.status AS delivery_status,
                   d.parts -> 0 ->> 'id' AS part, d.segments, d.attempts, d.sent_at, d.final_at AS delivery_final_at, d.code,
                   d.timeline AS delivery_timeline
            FROM (%s) m LEFT JOIN delivery d ON d.message_id = m.id
            ORDER BY m.id DESC, d.position
            """;
    private static final String ONE = READ.formatted("SELECT * FROM message WHERE account = :account AND id = :id");

    // The first claim writes the delivery alone: that it was claimed is what makes its message dispatched.
    private static final String CLAIMED = "EXISTS (SELECT FROM delivery d WHERE d.message_id = message.id AND d.provider IS NOT NULL)";
    private static final Map<String, String> STANDS = Map.of(
            "accepted", "status = :status AND NOT " + CLAIMED,
            "scheduled", "status = :status AND NOT " + CLAIMED,
            "dispatched", "status IN ('accepted', 'scheduled', :status) AND " + CLAIMED);

    /** A message's id is made after its time was taken: by this much at most. */
    private static final Duration ID_LAG = Duration.ofMinutes(1);

    private final JdbcClient jdbc;

    MessageHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty: the account has no such message. */
    public Optional<MessageRecord> find(String account, String id) {
        if (!Ulid.isValid(id)) {
            return Optional.empty();
        }
        RecordRows rows = new RecordRows(true);
        jdbc.sql(ONE).param("account", account).param("id", id).query(rows);
        return rows.records().stream().findFirst();
    }

    /** Newest first, without their timelines; at most {@code limit}. */
    public List<MessageRecord> search(String account, MessageSearch search, int limit) {
        List<String> conditions = new ArrayList<>(List.of("account = :account"));
        if (search.address() != null) {
            conditions.add("addresses && :addresses::text[]");
        }
        if (search.status() != null) {
            conditions.add(STANDS.getOrDefault(search.status(), "status = :status"));
        }
        if (search.messageClass() != null) {
            conditions.add("class = :class");
        }
        if (search.tagName() != null) {
            conditions.add("tags ->> :tagName = :tagValue");
        }
        if (search.from() != null) {
            conditions.add("id >= :fromId AND created_at >= :from::timestamptz");
        }
        if (search.until() != null) {
            conditions.add("id <= :untilId AND created_at < :until::timestamptz");
        }
        if (search.before() != null) {
            conditions.add("id < :before");
        }
        String page = "SELECT * FROM message WHERE " + String.join(" AND ", conditions) + " ORDER BY id DESC LIMIT :limit";
        var statement = jdbc.sql(READ.formatted(page)).param("account", account).param("limit", limit);
        if (search.address() != null) {
            statement = statement.param("addresses", search.address().toArray(String[]::new));
        }
        if (search.from() != null) {
            statement = statement.param("from", search.from().toString())
                    .param("fromId", Ulid.min(search.from().toEpochMilli()).toString());
        }
        if (search.until() != null) {
            statement = statement.param("until", search.until().toString())
                    .param("untilId", Ulid.max(search.until().plus(ID_LAG).toEpochMilli()).toString());
        }
        RecordRows rows = new RecordRows(false);
        statement.param("status", search.status())
                .param("class", search.messageClass())
                .param("tagName", search.tagName())
                .param("tagValue", search.tagValue())
                .param("before", search.before())
                .query(rows);
        return rows.records();
    }
}
