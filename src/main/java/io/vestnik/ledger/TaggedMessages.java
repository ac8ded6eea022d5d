package io.vestnik.ledger;

import io.vestnik.message.MessageClass;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds messages by their sender's own marks. */
@Component
public class TaggedMessages {

    private static final String OPEN =
            """
            SELECT id FROM message
            WHERE account = :account AND tags @> :tags::jsonb AND tags <> '{}'::jsonb AND final_at IS NULL
              AND (:class::text IS NULL OR class = :class) AND (:after::text IS NULL OR id > :after)
            ORDER BY id LIMIT :limit
            """;

    private final JdbcClient jdbc;

    TaggedMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The account's messages that are not final and have all these tags, oldest first.
     *
     * @param messageClass null: any
     * @param after the id of the last one of an earlier call; null: from the first
     */
    public List<String> open(String account, Map<String, String> tags, MessageClass messageClass, String after, int limit) {
        return jdbc.sql(OPEN)
                .param("account", account)
                .param("tags", Json.write(tags))
                .param("class", messageClass == null ? null : messageClass.toString())
                .param("after", after)
                .param("limit", limit)
                .query(String.class)
                .list();
    }
}
