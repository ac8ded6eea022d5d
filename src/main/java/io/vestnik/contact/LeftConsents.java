package io.vestnik.contact;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Instant;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * An address leaves a contact: what the person forbade there, it goes on forbidding. Consent is by address, so that a new number
 * would else make an old STOP forgotten.
 */
@Component
class LeftConsents {

    private static final String WITHDRAWN =
            """
            SELECT last.id FROM (
                SELECT DISTINCT ON (address, class, channel) id, granted FROM consent
                WHERE account = :account AND address = ANY (:addresses)
                ORDER BY address, class, channel, at DESC, id DESC) last
            WHERE NOT last.granted ORDER BY last.id
            """;
    private static final String CARRY =
            """
            INSERT INTO consent (id, account, address, class, channel, granted, method, evidence, at, recorded_at, recorded_by)
            SELECT :id, account, :address, class, channel, granted, method, evidence, at, :now::timestamptz, recorded_by
            FROM consent WHERE id = :source
            """;

    private final JdbcClient jdbc;

    LeftConsents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of the addresses that leave, to the contact's own key. */
    void carry(Contact contact, Collection<String> addresses, Instant now) {
        jdbc.sql(WITHDRAWN)
                .param("account", contact.account())
                .param("addresses", addresses.toArray(String[]::new))
                .query(String.class)
                .list()
                .forEach(source -> jdbc.sql(CARRY)
                        .param("id", UlidCreator.getMonotonicUlid().toString())
                        .param("address", Contact.key(contact.id()))
                        .param("now", now.toString())
                        .param("source", source)
                        .update());
    }
}
