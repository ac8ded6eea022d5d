package io.vestnik.cap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How often addresses were written to: one row an address and class. Nothing is asked where there are no recipients. */
@Component
public class FrequencyRows {

    private static final String READ =
            """
            SELECT f.account, f.address, f.class, f.days FROM frequency f
            JOIN unnest(:account::text[], :address::text[], :class::text[]) AS u (account, address, class)
              ON f.account = u.account AND f.address = u.address AND f.class = u.class
            """;
    // Made where it is missing and locked in one step, in the order of the key by everyone: nobody waits in a circle.
    private static final String LOCK =
            """
            INSERT INTO frequency AS f (account, address, class, days)
            SELECT u.account, u.address, u.class, '{}' FROM unnest(:account::text[], :address::text[], :class::text[])
                 AS u (account, address, class)
            ORDER BY u.account COLLATE "C", u.address COLLATE "C", u.class COLLATE "C"
            ON CONFLICT (account, address, class) DO UPDATE SET days = f.days
            RETURNING account, address, class, days
            """;
    private static final String WRITE =
            """
            UPDATE frequency f SET days = u.days::jsonb
            FROM unnest(:account::text[], :address::text[], :class::text[], :days::text[]) AS u (account, address, class, days)
            WHERE f.account = u.account AND f.address = u.address AND f.class = u.class
            """;

    private static final ObjectMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final TypeReference<Map<LocalDate, Map<String, Integer>>> DAYS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    FrequencyRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** As it stands. */
    public Tally read(Collection<Recipient> recipients) {
        return tally(READ, recipients);
    }

    /** Locked until the end of the running transaction, which has no such lock yet. */
    public Tally lock(Collection<Recipient> recipients) {
        return tally(LOCK, recipients);
    }

    /** What was added to a tally whose rows are locked. */
    public void write(Tally tally) {
        List<Tally.Key> keys = List.copyOf(tally.changed());
        if (!keys.isEmpty()) {
            statement(WRITE, keys).param("days", column(keys, key -> json(tally.days(key)))).update();
        }
    }

    private Tally tally(String statement, Collection<Recipient> recipients) {
        Tally tally = new Tally();
        List<Tally.Key> keys = recipients.stream().flatMap(FrequencyRows::keys).distinct().toList();
        if (!keys.isEmpty()) {
            statement(statement, keys).query(row -> {
                tally.put(new Tally.Key(row.getString(1), row.getString(2), row.getString(3)), days(row.getString(4)));
            });
        }
        return tally;
    }

    private static Stream<Tally.Key> keys(Recipient recipient) {
        return recipient.addresses().stream()
                .map(address -> new Tally.Key(recipient.account(), address, recipient.messageClass()));
    }

    private JdbcClient.StatementSpec statement(String sql, List<Tally.Key> keys) {
        return jdbc.sql(sql)
                .param("account", column(keys, Tally.Key::account))
                .param("address", column(keys, Tally.Key::address))
                .param("class", column(keys, Tally.Key::messageClass));
    }

    private static String[] column(List<Tally.Key> keys, Function<Tally.Key, String> value) {
        return keys.stream().map(value).toArray(String[]::new);
    }

    private static Map<LocalDate, Map<String, Integer>> days(String json) {
        try {
            return JSON.readValue(json, DAYS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("frequency.days is not what the hub writes", e);
        }
    }

    private static String json(Map<LocalDate, Map<String, Integer>> days) {
        try {
            return JSON.writeValueAsString(days);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // dates and numbers can always be written
        }
    }
}
