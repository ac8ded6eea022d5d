package io.vestnik.contact;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds people. */
@Component
public class Contacts {

    private final JdbcClient jdbc;

    Contacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By the account's own id, also one that was merged into another contact. Empty: there is none. */
    public Optional<Contact> find(String account, String id) {
        return Optional.empty();
    }

    /** Those to whom any of the addresses belongs, as keys of {@code message.addresses}; mostly none or one. */
    public List<Contact> of(String account, Collection<String> addresses) {
        return List.of();
    }

    /** All keys of the person that any of these keys is of, with these; sorted. What is said of one of them holds for all. */
    public List<String> keys(String account, Collection<String> addresses) {
        return addresses.stream().sorted().distinct().toList();
    }
}
