package io.vestnik.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vestnik.channel.SessionNews;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Table {@code session}. */
@Component
class SessionRows {

    private static final ObjectMapper JSON = new ObjectMapper();

    // Of several that come together on one chat: one row. In the order of their keys, so that two who tell never wait in a circle.
    private static final String HEAR =
            """
            INSERT INTO session AS known (address, channel, account, provider, state, heard_at, updated_at)
            SELECT told.address, told.channel, '', (array_agg(told.provider ORDER BY told.at DESC))[1],
                   (array_agg(told.state ORDER BY told.at DESC))[1], max(told.at) FILTER (WHERE told.state = 'open'), max(told.at)
            FROM unnest(:addresses::text[], :channels::text[], :providers::text[], :states::text[], :times::timestamptz[])
                 AS told (address, channel, provider, state, at)
            GROUP BY told.address, told.channel
            ORDER BY told.address, told.channel
            ON CONFLICT (address, channel, account) DO UPDATE
            SET provider = excluded.provider, state = excluded.state, updated_at = excluded.updated_at,
                heard_at = CASE WHEN excluded.state = 'closed' THEN NULL ELSE coalesce(excluded.heard_at, known.heard_at) END,
                kept = CASE WHEN known.provider = excluded.provider THEN known.kept END
            WHERE known.updated_at <= excluded.updated_at
            """;
    private static final String OF =
            """
            SELECT address, channel, max(heard_at) AS heard_at,
                   CASE WHEN bool_or(state = 'blocked') THEN 'blocked' WHEN bool_or(state = 'closed') THEN 'closed' ELSE 'open' END AS state,
                   max(kept::text) FILTER (WHERE account <> '') AS kept
            FROM session WHERE address = ANY (:addresses) AND account IN ('', :account)
            GROUP BY address, channel ORDER BY channel, address
            """;
    private static final String ATTACH =
            """
            INSERT INTO session (address, channel, account, provider, state, kept, updated_at)
            VALUES (:address, :channel, :account, '', 'open', :kept::jsonb, :now::timestamptz)
            ON CONFLICT (address, channel, account) DO UPDATE SET kept = excluded.kept, updated_at = excluded.updated_at
            """;
    // The account's own comes first; what was kept of another provider's chat is of no use to this one.
    private static final String KEPT =
            """
            SELECT kept FROM session
            WHERE address = :address AND channel = :channel AND kept IS NOT NULL
              AND (account = :account OR account = '' AND provider = :provider)
            ORDER BY account DESC LIMIT 1
            """;
    // Nothing was told: whatever is told of the chat is later.
    private static final String KEEP =
            """
            INSERT INTO session (address, channel, account, provider, state, kept, updated_at)
            VALUES (:address, :channel, '', :provider, 'open', :kept::jsonb, 'epoch')
            ON CONFLICT (address, channel, account) DO UPDATE SET provider = excluded.provider, kept = excluded.kept
            """;

    private final JdbcClient jdbc;

    SessionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void hear(List<SessionNews> told) {
        if (!told.isEmpty()) {
            jdbc.sql(HEAR)
                    .param("addresses", texts(told, SessionNews::address))
                    .param("channels", texts(told, SessionNews::channel))
                    .param("providers", texts(told, SessionNews::provider))
                    .param("states", texts(told, SessionNews::state))
                    .param("times", texts(told, news -> news.at().toString()))
                    .update();
        }
    }

    /** On all channels. */
    List<Session> of(String account, Collection<String> addresses) {
        return jdbc.sql(OF)
                .param("account", account)
                .param("addresses", addresses.toArray(String[]::new))
                .query((row, n) -> session(row))
                .list();
    }

    /** In the place of what was attached before. */
    void attach(String account, String channel, String address, JsonNode conversation, Instant now) {
        jdbc.sql(ATTACH)
                .param("address", address)
                .param("channel", channel)
                .param("account", account)
                .param("kept", conversation.toString())
                .param("now", now.toString())
                .update();
    }

    /** False: nothing was attached. */
    boolean detach(String account, String channel, String address) {
        return jdbc.sql("DELETE FROM session WHERE address = :address AND channel = :channel AND account = :account")
                        .param("address", address)
                        .param("channel", channel)
                        .param("account", account)
                        .update()
                > 0;
    }

    Optional<JsonNode> kept(String account, String channel, String provider, String address) {
        return jdbc.sql(KEPT)
                .param("account", account)
                .param("channel", channel)
                .param("provider", provider)
                .param("address", address)
                .query((row, n) -> json(row.getString("kept")))
                .optional();
    }

    void keep(String channel, String provider, String address, String kept) {
        jdbc.sql(KEEP)
                .param("address", address)
                .param("channel", channel)
                .param("provider", provider)
                .param("kept", kept)
                .update();
    }

    private static Session session(ResultSet row) throws SQLException {
        Timestamp heard = row.getTimestamp("heard_at");
        return new Session(
                row.getString("channel"),
                row.getString("address"),
                row.getString("state"),
                heard == null ? null : heard.toInstant(),
                json(row.getString("kept")));
    }

    private static String[] texts(List<SessionNews> told, Function<SessionNews, String> text) {
        return told.stream().map(text).toArray(String[]::new);
    }

    private static JsonNode json(String column) {
        try {
            return column == null ? null : JSON.readTree(column);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("session.kept is not JSON", e);
        }
    }
}
