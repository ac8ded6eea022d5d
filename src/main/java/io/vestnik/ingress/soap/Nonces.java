package io.vestnik.ingress.soap;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which nonces an account has shown, on whichever node: a digest that was overheard opens nothing. Old ones go by retention. */
@Component
class Nonces {

    private static final String INSERT =
            "INSERT INTO soap_nonce (account, nonce, created) VALUES (:account, :nonce, :created) ON CONFLICT DO NOTHING";

    private final JdbcClient jdbc;

    Nonces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * False: it was shown before. Commits by itself, before anything else is done for the caller.
     *
     * @throws org.springframework.dao.DataAccessException when the database is away: nobody gets in
     */
    boolean isFirst(String account, byte[] nonce, Instant created) {
        return jdbc.sql(INSERT)
                .param("account", account)
                .param("nonce", nonce)
                .param("created", Timestamp.from(created))
                .update() == 1;
    }
}
