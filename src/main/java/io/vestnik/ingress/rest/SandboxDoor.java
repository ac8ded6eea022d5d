package io.vestnik.ingress.rest;

import io.vestnik.privacy.AtRest;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the sandbox carrier took of an account's messages. */
@Component
public class SandboxDoor {

    private static final String LIST =
            """
            SELECT id, channel, address, sender, text, at FROM sandbox_message WHERE account = :account
            ORDER BY id DESC LIMIT :limit
            """;

    private final JdbcClient jdbc;

    SandboxDoor(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Taken(String channel, String to, String sender, String text, Instant at) {}

    private record Listed(List<Taken> messages) {}

    public Answer list(Call call) {
        List<Taken> taken = jdbc.sql(LIST)
                .param("account", call.account().id())
                .param("limit", Page.of(call).limit())
                .query((row, n) -> new Taken(
                        row.getString("channel"),
                        row.getString("address"),
                        row.getString("sender"),
                        AtRest.open("sandbox_message.text", row.getString("id"), row.getString("text")),
                        row.getTimestamp("at").toInstant()))
                .list();
        return Answer.json(200, new Listed(taken));
    }
}
