package io.vestnik.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.ledger.Refusals;
import io.vestnik.message.MessageClass;
import io.vestnik.privacy.AtRest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Who allowed what: rows are only ever added, and the latest one holds. */
@Component
public class ConsentLedger {

    private static final String INSERT =
            """
            INSERT INTO consent (id, account, address, class, channel, granted, method, evidence, at, recorded_at, recorded_by)
            VALUES (:id, :account, :address, :class, :channel, :granted, :method, :evidence::jsonb, :at::timestamptz,
                    :now::timestamptz, :by)
            """;
    private static final String READ =
            """
            SELECT * FROM consent WHERE account = :account AND address = ANY (:addresses) AND id < :before
            ORDER BY id DESC LIMIT :limit
            """;
    private static final String ALONE = "SELECT 1 FROM (SELECT pg_advisory_xact_lock(:gate)) AS alone";
    private static final String AFTER_EVERY_ID = "~";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Refusals refusals;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();

    ConsentLedger(JdbcClient jdbc, TransactionTemplate transaction, Refusals refusals, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** One row an address; as it was recorded. What was withdrawn holds back all that is not yet on the wire. */
    public Consent record(Consent consent) {
        transaction.executeWithoutResult(status -> {
            if (!consent.granted()) {
                jdbc.sql(ALONE).param("gate", ConsentGate.KEY).query().listOfRows();
            }
            consent.addresses().forEach(address -> insert(consent, address));
        });
        if (!consent.granted()) {
            refusals.stop(consent.account(), consent.addresses(), consent.messageClass().toString(), consent.channel());
        }
        return consent;
    }

    private void insert(Consent consent, String address) {
        jdbc.sql(INSERT)
                .param("id", UlidCreator.getMonotonicUlid().toString())
                .param("account", consent.account())
                .param("address", address)
                .param("class", consent.messageClass().toString())
                .param("channel", consent.channel())
                .param("granted", consent.granted())
                .param("method", consent.method())
                .param("evidence", consent.evidence() == null
                        ? null
                        : AtRest.sealJson("consent.evidence", address, consent.evidence().toString()))
                .param("at", consent.at().toString())
                .param("now", clock.instant().toString())
                .param("by", consent.by())
                .update();
    }

    /**
     * What was recorded for any of the addresses, newest first.
     *
     * @param beforeId only what was recorded before this entry; null: from the newest
     */
    public List<Consent> history(String account, Collection<String> addresses, int limit, String beforeId) {
        return jdbc.sql(READ)
                .param("account", account)
                .param("addresses", addresses.toArray(String[]::new))
                .param("before", beforeId == null ? AFTER_EVERY_ID : beforeId)
                .param("limit", limit)
                .query((row, n) -> consent(row))
                .list();
    }

    private Consent consent(ResultSet row) throws SQLException {
        return new Consent(
                row.getString("id"),
                row.getString("account"),
                List.of(row.getString("address")),
                MessageClass.of(row.getString("class")),
                row.getString("channel"),
                row.getBoolean("granted"),
                row.getString("method"),
                evidence(AtRest.openJson("consent.evidence", row.getString("address"), row.getString("evidence"))),
                row.getTimestamp("at").toInstant(),
                row.getString("recorded_by"));
    }

    private JsonNode evidence(String column) {
        try {
            return column == null ? null : json.readTree(column);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("consent.evidence is not JSON", e);
        }
    }
}
