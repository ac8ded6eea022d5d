package io.vestnik.contact;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds people. */
@Component
public class Contacts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String OF =
            """
            SELECT c.* FROM contact c
            WHERE c.account = :account AND c.id IN (
                SELECT a.contact FROM contact_address a WHERE a.account = :account AND a.address = ANY (:addresses))
            ORDER BY c.id
            """;
    private static final String KEYS =
            """
            SELECT theirs.address FROM contact_address theirs
            WHERE theirs.account = :account AND theirs.contact IN (
                SELECT a.contact FROM contact_address a WHERE a.account = :account AND a.address = ANY (:addresses))
            """;

    private static final String PEOPLE =
            """
            SELECT u.n, person.addresses, person.timezones, person.regions
            FROM jsonb_array_elements(:addresses::jsonb) WITH ORDINALITY AS u (addresses, n)
            CROSS JOIN LATERAL person_of(:account, ARRAY(SELECT jsonb_array_elements_text(u.addresses))) person
            WHERE person.contacts IS NOT NULL
            """;
    private static final String KEYS_OF =
            "SELECT contact, address FROM contact_address WHERE account = :account AND contact = ANY (:ids) ORDER BY address";

    private final JdbcClient jdbc;

    public Contacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By the account's own id, also one that was merged into another contact. Empty: there is none. */
    public Optional<Contact> find(String account, String id) {
        return of(account, List.of(Contact.key(id))).stream().findFirst();
    }

    /** Those to whom any of the addresses belongs, as keys of {@code message.addresses}; mostly none or one. */
    public List<Contact> of(String account, Collection<String> addresses) {
        return jdbc.sql(OF)
                .param("account", account)
                .param("addresses", addresses.toArray(String[]::new))
                .query((row, n) -> ContactRows.contact(row))
                .list();
    }

    /** By the addresses of each, as keys of {@code message.addresses}; who is not known is missing. */
    public Map<List<String>, Person> people(String account, Collection<List<String>> addresses) {
        List<List<String>> each = List.copyOf(addresses);
        Map<List<String>, Person> people = new HashMap<>();
        jdbc.sql(PEOPLE)
                .param("account", account)
                .param("addresses", JSON.valueToTree(each).toString())
                .query(row -> {
                    people.put(
                            each.get(row.getInt("n") - 1),
                            new Person(texts(row.getArray("addresses")), texts(row.getArray("timezones")), texts(row.getArray("regions"))));
                });
        return people;
    }

    private static List<String> texts(Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    /** All keys of each of these contacts, by its id. */
    public Map<String, List<String>> keysOf(String account, Collection<String> ids) {
        Map<String, List<String>> keys = new HashMap<>();
        jdbc.sql(KEYS_OF)
                .param("account", account)
                .param("ids", ids.toArray(String[]::new))
                .query(row -> {
                    keys.computeIfAbsent(row.getString(1), id -> new ArrayList<>()).add(row.getString(2));
                });
        return keys;
    }

    /** All keys of the person that any of these keys is of, with these; sorted. What is said of one of them holds for all. */
    public List<String> keys(String account, Collection<String> addresses) {
        Set<String> keys = new TreeSet<>(addresses);
        keys.addAll(jdbc.sql(KEYS)
                .param("account", account)
                .param("addresses", addresses.toArray(String[]::new))
                .query(String.class)
                .list());
        return List.copyOf(keys);
    }
}
