package io.vestnik.contact;

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
