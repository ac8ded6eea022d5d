package io.vestnik.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vestnik.message.MessageClass;
import io.vestnik.privacy.AtRest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ledger's statements: none changes or removes a row. */
@Component
class ConsentRows {

    private static final String INSERT =
            """
            INSERT INTO consent (id, account, address, class, channel, granted, method, evidence, at, recorded_at, recorded_by)
            SELECT id, account, address, class, channel, granted, method, evidence, at, :now::timestamptz, recorded_by
            FROM unnest(:ids::text[], :accounts::text[], :addresses::text[], :classes::text[], :channels::text[], :granted::boolean[],
                        :methods::text[], :evidence::jsonb[], :at::timestamptz[], :by::text[])
                 AS said (id, account, address, class, channel, granted, method, evidence, at, recorded_by)
            """;
    private static final String NEW =
            """
            SELECT DISTINCT ON (said.account, address, class, channel, granted, method, at) said.id
            FROM unnest(:ids::text[], :accounts::text[], :addresses::text[], :classes::text[], :channels::text[], :granted::boolean[],
                        :methods::text[], :at::timestamptz[])
                 AS said (id, account, address, class, channel, granted, method, at)
            WHERE NOT EXISTS (
                SELECT FROM consent c WHERE c.account = said.account AND c.address = said.address AND c.class = said.class AND c.at = said.at
                  AND c.channel IS NOT DISTINCT FROM said.channel AND c.granted = said.granted AND c.method = said.method)
            ORDER BY said.account, address, class, channel, granted, method, at, said.id
            """;
    private static final String PAGE =
            """
            SELECT * FROM consent WHERE account = :account AND address = ANY (:addresses) AND id < :before
            ORDER BY id DESC LIMIT :limit
            """;
    private static final String ALL =
            """
            SELECT * FROM consent WHERE account = :account AND address = ANY (:addresses) AND recorded_at <= :until::timestamptz
            ORDER BY recorded_at, id
            """;
    private static final String LATEST =
            """
            SELECT DISTINCT ON (address, class, channel) * FROM consent WHERE account = :account AND address = ANY (:addresses)
            ORDER BY address, class, channel, at DESC, id DESC
            """;
    private static final String ALONE = "SELECT 1 FROM (SELECT pg_advisory_xact_lock(:gate)) AS alone";
    private static final String AFTER_EVERY_ID = "~";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();

    ConsentRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** After the running transaction no claim is under way that has not seen what it wrote. */
    void alone() {
        jdbc.sql(ALONE).param("gate", ConsentGate.KEY).query().listOfRows();
    }

    /** @param said each with its id and one address */
    void insert(List<Consent> said) {
        of(INSERT, said)
                .param("evidence", column(said, consent -> evidence(consent)))
                .param("now", clock.instant().toString())
                .param("by", column(said, Consent::by))
                .update();
    }

    /** Those that are not recorded yet, each once. @param said each with its id and one address */
    List<Consent> unrecorded(List<Consent> said) {
        Set<String> fresh = new HashSet<>(of(NEW, said).query(String.class).list());
        return said.stream().filter(consent -> fresh.contains(consent.id())).toList();
    }

    private JdbcClient.StatementSpec of(String sql, List<Consent> said) {
        return jdbc.sql(sql)
                .param("ids", column(said, Consent::id))
                .param("accounts", column(said, Consent::account))
                .param("addresses", column(said, consent -> consent.addresses().get(0)))
                .param("classes", column(said, consent -> consent.messageClass().toString()))
                .param("channels", column(said, Consent::channel))
                .param("granted", said.stream().map(Consent::granted).toArray(Boolean[]::new))
                .param("methods", column(said, Consent::method))
                .param("at", column(said, consent -> consent.at().toString()));
    }

    private static String[] column(List<Consent> said, Function<Consent, String> value) {
        return said.stream().map(value).toArray(String[]::new);
    }

    /** Newest first. */
    List<Entry> page(String account, Collection<String> addresses, int limit, String beforeId) {
        return jdbc.sql(PAGE)
                .param("account", account)
                .param("addresses", addresses.toArray(String[]::new))
                .param("before", beforeId == null ? AFTER_EVERY_ID : beforeId)
                .param("limit", limit)
                .query((row, n) -> entry(row))
                .list();
    }

    /** All that was recorded by then, in that order. */
    List<Entry> all(String account, Collection<String> addresses, Instant until) {
        return jdbc.sql(ALL)
                .param("account", account)
                .param("addresses", addresses.toArray(String[]::new))
                .param("until", until.toString())
                .query((row, n) -> entry(row))
                .list();
    }

    /** Of each address, class and channel the latest word, which is all that holds. */
    List<Entry> latest(String account, Collection<String> addresses) {
        return jdbc.sql(LATEST)
                .param("account", account)
                .param("addresses", addresses.toArray(String[]::new))
                .query((row, n) -> entry(row))
                .list();
    }

    private Entry entry(ResultSet row) throws SQLException {
        Consent consent = new Consent(
                row.getString("id"),
                row.getString("account"),
                List.of(row.getString("address")),
                MessageClass.of(row.getString("class")),
                row.getString("channel"),
                row.getBoolean("granted"),
                row.getString("method"),
                evidence(AtRest.openJson("consent.evidence", row.getString("account"), row.getString("evidence"))),
                row.getTimestamp("at").toInstant(),
                row.getString("recorded_by"));
        return new Entry(consent, row.getTimestamp("recorded_at").toInstant());
    }

    private static String evidence(Consent consent) {
        return consent.evidence() == null
                ? null
                : AtRest.sealJson("consent.evidence", consent.account(), consent.evidence().toString());
    }

    private JsonNode evidence(String column) {
        try {
            return column == null ? null : json.readTree(column);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("consent.evidence is not JSON", e);
        }
    }
}
