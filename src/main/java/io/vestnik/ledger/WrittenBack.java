package io.vestnik.ledger;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Recipients who wrote back: the success of a step that waits for it. */
@Component
public class WrittenBack {

    // most messages wait for no reply: one look at their rows, and no lock
    private static final String WAITING =
            """
            SELECT d.id FROM delivery d JOIN message m ON m.id = d.message_id
            WHERE d.message_id = ANY (:messages) AND d.channel = :channel AND lower(d.address) = lower(:address)
              AND d.final_at IS NULL AND m.plan -> d.position ->> 'success' = 'reply'
            """;

    private final Ledger ledger;
    private final JdbcClient jdbc;

    WrittenBack(Ledger ledger, JdbcClient jdbc) {
        this.ledger = ledger;
        this.jdbc = jdbc;
    }

    /**
     * In the database when it returns; a second time changes nothing.
     *
     * @param messages what the reply was matched with
     * @param address who wrote, on that channel
     */
    public void hear(Collection<String> messages, String channel, String address) {
        if (messages.isEmpty()) {
            return;
        }
        List<String> waiting = jdbc.sql(WAITING)
                .param("messages", messages.toArray(String[]::new))
                .param("channel", channel)
                .param("address", address)
                .query(String.class)
                .list();
        if (!waiting.isEmpty()) {
            ledger.changeDeliveries(waiting, (locked, now) -> waiting.forEach(
                    id -> locked.with(id, (message, delivery) -> Hearing.reply(message, delivery, now))));
        }
    }
}
