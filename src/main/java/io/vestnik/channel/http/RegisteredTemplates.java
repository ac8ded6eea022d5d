package io.vestnik.channel.http;

import io.vestnik.channel.TemplateNews;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Templates that are registered with platforms, as these last told of them. */
@Component("registeredTemplates")
public class RegisteredTemplates {

    private static final String HEAR =
            """
            INSERT INTO registered_template AS known (provider, name, language, status, category, reason, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (provider, name, language) DO UPDATE
            SET status = excluded.status, category = coalesce(excluded.category, known.category), reason = excluded.reason,
                updated_at = excluded.updated_at
            """;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    RegisteredTemplates(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** In the database when it returns; platforms tell no time, so the last to come holds. */
    public void hear(List<TemplateNews> told) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.batchUpdate(HEAR, told, 100, (statement, news) -> {
            statement.setString(1, news.provider());
            statement.setString(2, news.name());
            statement.setString(3, news.language());
            statement.setString(4, news.status());
            statement.setString(5, news.category());
            statement.setString(6, news.reason());
            statement.setTimestamp(7, now);
        });
    }
}
