package io.vestnik.session;

import io.vestnik.channel.SessionNews;
import io.vestnik.contact.Contact;
import io.vestnik.contact.ContactBook;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deep links into bots: who comes by one is the contact that it was made for. The database has hashes of them alone. */
@Component
public class StartLinks {

    private static final Duration VALID = Duration.ofDays(7);
    private static final int BYTES = 24; // 32 characters of A-Z a-z 0-9 - _, which every messenger takes

    private static final String MAKE =
            "INSERT INTO start_link (hash, account, contact, channel, expires) VALUES (:hash, :account, :contact, :channel, :expires::timestamptz)";
    private static final String USE =
            """
            DELETE FROM start_link WHERE hash = :hash AND channel = :channel AND expires > :now::timestamptz
            RETURNING account, contact
            """;

    /** @param token to be put into the messenger's URL */
    public record Made(String token, Instant expiresAt) {}

    private final ContactBook contacts;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    StartLinks(ContactBook contacts, JdbcClient jdbc, Clock clock) {
        this.contacts = contacts;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Made make(String account, String contact, String channel) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant expires = clock.instant().plus(VALID);
        jdbc.sql(MAKE)
                .param("hash", hash(token))
                .param("account", account)
                .param("contact", contact)
                .param("channel", channel)
                .param("expires", expires.toString())
                .update();
        return new Made(token, expires);
    }

    /**
     * Gives the contact the address in the transaction that uses the link up; who had it loses the address and nothing else, for
     * anybody can be made to open a link. One that is not ours, or not any more, changes nothing.
     */
    void redeem(SessionNews came) {
        contacts.move(() -> use(came));
    }

    private Optional<Contact> use(SessionNews came) {
        return jdbc.sql(USE)
                .param("hash", hash(came.token()))
                .param("channel", came.channel())
                .param("now", clock.instant().toString())
                .query((row, n) -> Contact.reached(row.getString("account"), row.getString("contact"), came.channel(), came.address()))
                .optional();
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
