package io.vestnik.audit;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.batch.MicroBatcher;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who looked at personal data: rows are only ever added, many in one commit, and nobody waits for it. What is the same within a batch is one
 * row with its number. A hub that is killed may lose those of its last moment.
 */
@Component
public class AccessLog {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final String INSERT =
            """
            INSERT INTO access (id, at, account, who, what, object, subject, address, times)
            SELECT u.id, :at::timestamptz, u.account, u.who, u.what, u.object, decode(u.subject, 'hex'), u.address, u.times
            FROM unnest(:ids::text[], :accounts::text[], :who::text[], :what::text[], :objects::text[], :subjects::text[],
                        :addresses::text[], :times::int[]) AS u (id, account, who, what, object, subject, address, times)
            """;
    private static final String SEARCH =
            """
            SELECT a.*, encode(a.subject, 'hex') AS subject_hex,
                   (SELECT c.label FROM credential c
                    WHERE a.who LIKE 'key:%%' AND c.owner = a.account AND starts_with(c.secret, '{sha256}' || substr(a.who, 5)) LIMIT 1) AS label
            FROM access a
            WHERE (:account::text IS NULL OR a.account = :account)
              %s
              AND (:object::text IS NULL OR a.object = :object)
              AND (:from::timestamptz IS NULL OR a.at >= :from::timestamptz)
              AND (:until::timestamptz IS NULL OR a.at < :until::timestamptz)
              AND (:before::text IS NULL OR a.id < :before)
            ORDER BY a.id DESC LIMIT :limit
            """;
    private static final String ALL = SEARCH.formatted("");
    /** A statement of its own: behind an OR no index would be of use. */
    private static final String OF = SEARCH.formatted("AND a.subject = ANY (ARRAY(SELECT decode(h, 'hex') FROM unnest(:subjects::text[]) h))");

    private final JdbcClient jdbc;
    private final Clock clock;
    private final MicroBatcher<Access, Boolean> batcher;

    AccessLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.batcher = new MicroBatcher<>("access", 1_000, Duration.ofMillis(200), this::write);
    }

    /** Soon. */
    public void note(String account, String who, String what, String object, String subject, String from) {
        batcher.add(new Access(null, null, account, who, null, what, object, subject, from, 1)).exceptionally(failure -> {
            LOG.warn("not recorded who looked: account={} who={} what={}: {}", account, who, what, failure.toString());
            return false;
        });
    }

    private List<Boolean> write(List<Access> noted) {
        Map<Access, Integer> counted = new LinkedHashMap<>();
        noted.forEach(access -> counted.merge(access, 1, Integer::sum));
        jdbc.sql(INSERT)
                .param("at", clock.instant().toString())
                .param("ids", counted.keySet().stream().map(access -> UlidCreator.getMonotonicUlid().toString()).toArray(String[]::new))
                .param("accounts", texts(counted.keySet(), Access::account))
                .param("who", texts(counted.keySet(), Access::who))
                .param("what", texts(counted.keySet(), Access::what))
                .param("objects", texts(counted.keySet(), Access::object))
                .param("subjects", texts(counted.keySet(), Access::subject))
                .param("addresses", texts(counted.keySet(), Access::from))
                .param("times", counted.values().toArray(Integer[]::new))
                .update();
        return noted.stream().map(access -> true).toList();
    }

    private static String[] texts(Collection<Access> accesses, Function<Access, String> column) {
        return accesses.stream().map(column).toArray(String[]::new);
    }

    /**
     * Newest first.
     *
     * @param account null: of all
     * @param subjects any of these hashes; null: of anybody
     */
    public List<Access> search(
            String account, Collection<String> subjects, String object, Instant from, Instant until, String before, int limit) {
        return jdbc.sql(subjects == null ? ALL : OF)
                .param("account", account)
                .param("subjects", subjects == null ? null : subjects.toArray(String[]::new))
                .param("object", object)
                .param("from", from == null ? null : from.toString())
                .param("until", until == null ? null : until.toString())
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> new Access(
                        row.getString("id"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("account"),
                        row.getString("who"),
                        row.getString("label"),
                        row.getString("what"),
                        row.getString("object"),
                        row.getString("subject_hex"),
                        row.getString("address"),
                        row.getInt("times")))
                .list();
    }

    @PreDestroy
    void close() throws InterruptedException {
        batcher.close();
    }
}
