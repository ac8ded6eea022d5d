package io.vestnik.contact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.privacy.AtRest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * An address leaves a contact: what the person forbade on any of its addresses, goes on being forbidden for both that part. Consent
 * is by address, so that a new number would else make an old STOP forgotten. A word that is carried is said now, or an older grant
 * of where it goes would be the later word; when it was said first is in its evidence.
 */
@Component
class LeftConsents {

    private static final String COLUMN = "consent.evidence";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WITHDRAWN =
            """
            SELECT * FROM (
                SELECT DISTINCT ON (address, class, channel) * FROM consent
                WHERE account = :account AND address = ANY (:gone::text[] || ARRAY(
                    SELECT a.address COLLATE "default" FROM contact_address a WHERE a.account = :account AND a.contact = :contact))
                ORDER BY address, class, channel, at DESC, id DESC) last
            WHERE NOT last.granted ORDER BY last.id
            """;
    private static final String CARRY =
            """
            INSERT INTO consent (id, account, address, class, channel, granted, method, evidence, at, recorded_at, recorded_by)
            SELECT :id, account, :address, class, channel, granted, method, :evidence::jsonb, :now::timestamptz, :now::timestamptz, recorded_by
            FROM consent WHERE id = :source
            """;

    /** A withdrawal that stands. @param scope class and channel */
    private record Word(String id, String address, List<String> scope, String evidence) {}

    private final JdbcClient jdbc;

    LeftConsents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** From the addresses that leave to the contact's own key, and from whatever the person has to those that leave. */
    void carry(Contact contact, Collection<String> gone, Instant now) {
        jdbc.sql(WITHDRAWN)
                .param("account", contact.account())
                .param("gone", gone.toArray(String[]::new))
                .param("contact", contact.id())
                .query((row, n) -> word(row))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Word::scope))
                .values()
                .forEach(words -> carry(contact, words, gone, now));
    }

    /** @param words of one class and channel */
    private void carry(Contact contact, List<Word> words, Collection<String> gone, Instant now) {
        Set<String> said = words.stream().map(Word::address).collect(Collectors.toSet());
        Set<String> to = new TreeSet<>(gone);
        if (gone.containsAll(said)) {
            to.add(Contact.key(contact.id())); // nothing that stays has it
        }
        to.removeAll(said);
        Word last = words.get(words.size() - 1);
        to.forEach(address -> jdbc.sql(CARRY)
                .param("id", UlidCreator.getMonotonicUlid().toString())
                .param("address", address)
                .param("evidence", AtRest.sealJson(COLUMN, contact.account(), last.evidence))
                .param("now", now.toString())
                .param("source", last.id)
                .update());
    }

    private static Word word(ResultSet row) throws SQLException {
        ObjectNode evidence = JSON.createObjectNode().put("carriedFrom", row.getString("id")).put("at", row.getTimestamp("at").toInstant().toString());
        String before = AtRest.openJson(COLUMN, row.getString("account"), row.getString("evidence"));
        try {
            if (before != null) {
                evidence.set("evidence", JSON.readTree(before));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("consent.evidence is not JSON", e);
        }
        return new Word(
                row.getString("id"), row.getString("address"), Arrays.asList(row.getString("class"), row.getString("channel")),
                evidence.toString());
    }
}
