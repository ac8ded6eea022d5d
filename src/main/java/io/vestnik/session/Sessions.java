package io.vestnik.session;

import io.vestnik.channel.SessionNews;
import io.vestnik.channel.Submission;
import java.sql.Timestamp;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What platforms tell of chats; of two tellings the later one holds, in whatever order they come. */
@Component("sessions")
public class Sessions {

    private static final String HEAR =
            """
            INSERT INTO session AS known (address, channel, account, provider, state, heard_at, updated_at)
            VALUES (?, ?, '', ?, ?, CASE WHEN ? = 'open' THEN ?::timestamptz END, ?)
            ON CONFLICT (address, channel, account) DO UPDATE
            SET provider = excluded.provider, state = excluded.state, updated_at = excluded.updated_at,
                heard_at = CASE WHEN excluded.state = 'closed' THEN NULL ELSE coalesce(excluded.heard_at, known.heard_at) END
            WHERE known.updated_at <= excluded.updated_at
            """;

    private static final String KEPT =
            """
            SELECT kept FROM session WHERE address = ? AND channel = ? AND account IN ('', ?) AND kept IS NOT NULL
            ORDER BY account DESC LIMIT 1
            """;

    private final JdbcTemplate jdbc;

    Sessions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** In the database when it returns. */
    public void hear(List<SessionNews> told) {
        jdbc.batchUpdate(HEAR, told, 100, (statement, news) -> {
            Timestamp at = Timestamp.from(news.at());
            statement.setString(1, news.address());
            statement.setString(2, news.channel());
            statement.setString(3, news.provider());
            statement.setString(4, news.state());
            statement.setString(5, news.state());
            statement.setTimestamp(6, at);
            statement.setTimestamp(7, at);
        });
    }

    /** What is kept of the chat with a submission's recipient, as JSON; what its account attached goes first. Null: nothing. */
    public String kept(Submission submission) {
        return jdbc.queryForList(KEPT, String.class, submission.address(), submission.channel(), submission.account()).stream()
                .findFirst()
                .orElse(null);
    }
}
