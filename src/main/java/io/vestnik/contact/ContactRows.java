package io.vestnik.contact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.privacy.AtRest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tables {@code contact} and {@code contact_address}. */
@Component
class ContactRows {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String OWNERS =
            "SELECT address, contact FROM contact_address WHERE account = :account AND address = ANY (:addresses) ORDER BY address";
    private static final String LOCK =
            "SELECT * FROM contact WHERE account = :account AND id = ANY (:ids) ORDER BY id FOR UPDATE";
    private static final String INSERT =
            """
            INSERT INTO contact (account, id, addresses, locale, timezone, region, attributes, preferences, created_at, updated_at)
            VALUES (:account, :id, :addresses::jsonb, :locale, :timezone, :region, :attributes::jsonb, :preferences::jsonb,
                    :created::timestamptz, :updated::timestamptz)
            """;
    private static final String UPDATE =
            """
            UPDATE contact SET addresses = :addresses::jsonb, locale = :locale, timezone = :timezone, region = :region,
                   attributes = :attributes::jsonb, preferences = :preferences::jsonb, created_at = :created::timestamptz,
                   updated_at = :updated::timestamptz
            WHERE account = :account AND id = :id
            """;
    private static final String GIVE = "UPDATE contact_address SET contact = :to WHERE account = :account AND contact = ANY (:from)";
    private static final String REMOVE = "DELETE FROM contact WHERE account = :account AND id = ANY (:ids)";
    private static final String NAME =
            "INSERT INTO contact_address (account, address, contact) SELECT :account, u.address, :id FROM unnest(:addresses) AS u (address)";
    private static final String LEAVE = "DELETE FROM contact_address WHERE account = :account AND address = ANY (:addresses)";

    private final JdbcClient jdbc;

    ContactRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By address: whose it is. */
    Map<String, String> owners(String account, Collection<String> addresses) {
        Map<String, String> owners = new LinkedHashMap<>();
        jdbc.sql(OWNERS)
                .param("account", account)
                .param("addresses", array(addresses))
                .query(row -> {
                    owners.put(row.getString(1), row.getString(2));
                });
        return owners;
    }

    /** In order of their ids; nobody changes them until the transaction ends. */
    List<Contact> lock(String account, Collection<String> ids) {
        return jdbc.sql(LOCK).param("account", account).param("ids", array(ids)).query((row, n) -> contact(row)).list();
    }

    void insert(Contact contact) {
        write(INSERT, contact);
    }

    void update(Contact contact) {
        write(UPDATE, contact);
    }

    /** All that belonged to the others is the contact's from now on; they are no more. */
    void merge(Contact contact, Collection<String> others) {
        jdbc.sql(GIVE).param("account", contact.account()).param("to", contact.id()).param("from", array(others)).update();
        jdbc.sql(REMOVE).param("account", contact.account()).param("ids", array(others)).update();
    }

    /** @param addresses in order, so that two who want the same wait for one another, never in a circle */
    void name(Contact contact, Collection<String> addresses) {
        jdbc.sql(NAME).param("account", contact.account()).param("id", contact.id()).param("addresses", array(addresses)).update();
    }

    void leave(Contact contact, Collection<String> addresses) {
        jdbc.sql(LEAVE).param("account", contact.account()).param("addresses", array(addresses)).update();
    }

    private void write(String sql, Contact contact) {
        jdbc.sql(sql)
                .param("account", contact.account())
                .param("id", contact.id())
                .param("addresses", JSON.valueToTree(contact.addresses()).toString())
                .param("locale", contact.locale())
                .param("timezone", contact.timezone() == null ? null : contact.timezone().getId())
                .param("region", contact.region())
                .param("attributes", AtRest.sealJson("contact.attributes", contact.account() + "/" + contact.id(), contact.attributes().toString()))
                .param("preferences", PreferencesForm.toStore(contact.preferences()).toString())
                .param("created", contact.createdAt().toString())
                .param("updated", contact.updatedAt().toString())
                .update();
    }

    static Contact contact(ResultSet row) throws SQLException {
        Map<String, String> addresses = new LinkedHashMap<>();
        json(row.getString("addresses")).fields().forEachRemaining(entry -> addresses.put(entry.getKey(), entry.getValue().textValue()));
        String timezone = row.getString("timezone");
        return new Contact(
                row.getString("account"),
                row.getString("id"),
                addresses,
                row.getString("locale"),
                timezone == null ? null : ZoneId.of(timezone),
                row.getString("region"),
                (ObjectNode) json(AtRest.openJson(
                        "contact.attributes", row.getString("account") + "/" + row.getString("id"), row.getString("attributes"))),
                PreferencesForm.stored(json(row.getString("preferences"))),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    private static JsonNode json(String column) {
        try {
            return JSON.readTree(column);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a column of table contact is not JSON", e);
        }
    }

    private static String[] array(Collection<String> values) {
        return values.toArray(String[]::new);
    }
}
