package io.vestnik.health;

import io.vestnik.channel.ProviderCounts.Minute;
import io.vestnik.node.Node;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The statements on {@code provider_minute} and {@code provider_weight}. */
@Component
class HealthRows {

    private static final String ADD =
            """
            INSERT INTO provider_minute AS p (provider, minute, node, sent, quick, errors)
            SELECT u.provider, u.minute::timestamptz, :node, u.sent, u.quick, u.errors
            FROM unnest(:provider::text[], :minute::text[], :sent::int[], :quick::int[], :errors::int[])
                 AS u (provider, minute, sent, quick, errors)
            ON CONFLICT (provider, minute, node) DO UPDATE
            SET sent = p.sent + excluded.sent, quick = p.quick + excluded.quick, errors = p.errors + excluded.errors
            """;
    private static final String MINUTES =
            """
            SELECT provider, minute, sum(sent)::int AS sent, sum(quick)::int AS quick, sum(errors)::int AS errors
            FROM provider_minute WHERE minute >= :since::timestamptz GROUP BY 1, 2
            """;
    // Another node that judges the same has changed it meanwhile: then it is done.
    private static final String CHANGE =
            """
            INSERT INTO provider_weight AS p (provider, weight, reason, changed_at)
            VALUES (:provider, :weight, :reason, :now::timestamptz)
            ON CONFLICT (provider) DO UPDATE
            SET weight = excluded.weight, reason = excluded.reason, changed_at = excluded.changed_at
            WHERE p.weight = :was AND p.changed_at = :changedAt::timestamptz
            """;

    private record Row(String provider, Minute minute) {}

    private final JdbcClient jdbc;
    private final Node node;

    HealthRows(JdbcClient jdbc, Node node) {
        this.jdbc = jdbc;
        this.node = node;
    }

    /** By provider; all or nothing. */
    void add(Map<String, List<Minute>> counted) {
        List<Row> rows = counted.entrySet().stream()
                .flatMap(of -> of.getValue().stream().map(minute -> new Row(of.getKey(), minute)))
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql(ADD)
                .param("node", node.id())
                .param("provider", texts(rows, Row::provider))
                .param("minute", texts(rows, row -> row.minute.minute().toString()))
                .param("sent", numbers(rows, row -> row.minute.sent()))
                .param("quick", numbers(rows, row -> row.minute.quick()))
                .param("errors", numbers(rows, row -> row.minute.errors()))
                .update();
    }

    /** Of all nodes, by provider. */
    Map<String, List<Minute>> since(Instant since) {
        Map<String, List<Minute>> minutes = new HashMap<>();
        jdbc.sql(MINUTES)
                .param("since", since.toString())
                .query((row, n) -> new Row(
                        row.getString("provider"),
                        new Minute(
                                row.getTimestamp("minute").toInstant(),
                                row.getInt("sent"),
                                row.getInt("quick"),
                                row.getInt("errors"))))
                .list()
                .forEach(row -> minutes.merge(row.provider, List.of(row.minute), HealthRows::joined));
        return minutes;
    }

    private static List<Minute> joined(List<Minute> some, List<Minute> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** By provider. */
    Map<String, Weight> weights() {
        Map<String, Weight> weights = new HashMap<>();
        jdbc.sql("SELECT * FROM provider_weight").query(row -> {
            weights.put(
                    row.getString("provider"),
                    new Weight(
                            row.getInt("weight"), row.getString("reason"), row.getTimestamp("changed_at").toInstant()));
        });
        return weights;
    }

    /** False: it was not what this node took it for. */
    boolean change(String provider, Weight from, Weight to) {
        return jdbc.sql(CHANGE)
                        .param("provider", provider)
                        .param("weight", to.percent())
                        .param("reason", to.reason())
                        .param("now", to.changedAt().toString())
                        .param("was", from.percent())
                        .param("changedAt", from.changedAt().toString())
                        .update()
                > 0;
    }

    private static String[] texts(List<Row> rows, Function<Row, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    private static Integer[] numbers(List<Row> rows, Function<Row, Integer> value) {
        return rows.stream().map(value).toArray(Integer[]::new);
    }
}
