package io.vestnik.channel.http;

import io.vestnik.channel.Submission;
import io.vestnik.channel.TemplateNews;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

    private static final String GONE = "DELETE FROM registered_template WHERE provider = ? AND updated_at < ?";

    private static final String NOT_APPROVED =
            """
            SELECT EXISTS (SELECT FROM registered_template
                           WHERE provider = ? AND name = ? AND language = ? AND upper(status) <> 'APPROVED')
            """;

    private static final String LISTED =
            """
            SELECT provider, name, language, status, category, reason FROM registered_template WHERE provider = ANY (?)
            ORDER BY name, language, provider
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

    /** All that a platform has: what it did not tell of is there no more, unless its webhook told of it meanwhile. */
    public void replace(TemplateList list) {
        hear(list.getTold());
        jdbc.update(GONE, list.getProvider(), Timestamp.from(list.getSince()));
    }

    /** A message goes as a template that its platform is known not to take; one that nothing is known of is tried. */
    public boolean isRefused(Submission submission) {
        Map<String, Object> template = submission.template();
        return template != null
                && Boolean.TRUE.equals(jdbc.queryForObject(
                        NOT_APPROVED, Boolean.class, submission.provider(), template.get("name"), template.get("language")));
    }

    /** By name and language. */
    public List<TemplateNews> of(Collection<String> providers) {
        return jdbc.query(
                LISTED,
                statement -> statement.setArray(1, statement.getConnection().createArrayOf("text", providers.toArray())),
                (row, i) -> new TemplateNews(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getString(6)));
    }
}
