package io.vestnik.ledger;

import io.vestnik.batch.Copy;
import io.vestnik.privacy.AtRest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** New messages in bulk, by COPY. The rows are those of {@link NewRows}, but for the deliveries' leases: they wait for the clock. */
@Component
class CopiedRows {

    private record First(Message message, Delivery delivery) {}

    private static final Copy<First> DELIVERIES = new Copy<First>("delivery")
            .column("id", row -> row.delivery.id)
            .column("message_id", row -> row.message.id)
            .column("position", row -> row.delivery.position)
            .column("account", row -> row.message.account)
            .column("rank", row -> row.message.messageClass.rank())
            .column("channel", row -> row.delivery.channel)
            .column("address", row -> row.delivery.address)
            .column("status", row -> row.delivery.status)
            .column("code", row -> row.delivery.code)
            .column("segments", row -> row.delivery.segments)
            .column("reference", row -> row.delivery.reference)
            .column("due", row -> row.delivery.due)
            .column("final_at", row -> row.delivery.finalAt)
            .column("timeline", row -> Json.write(row.delivery.events));

    private final JdbcTemplate jdbc;

    CopiedRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes in the running transaction. */
    void write(List<NewRows.Row> fresh, Instant now) {
        messages(now).write(jdbc, fresh);
        List<First> deliveries = new ArrayList<>();
        for (NewRows.Row row : fresh) {
            row.message().deliveries.forEach(delivery -> deliveries.add(new First(row.message(), delivery)));
        }
        DELIVERIES.write(jdbc, deliveries);
    }

    private static Copy<NewRows.Row> messages(Instant now) {
        return new Copy<NewRows.Row>("message")
                .column("id", NewRows.Row::id)
                .column("account", row -> row.request().account())
                .column("class", row -> row.request().messageClass())
                .column("status", row -> row.message().status)
                .column("recipient", row -> Json.write(row.request().to()))
                .column("addresses", row -> NewRows.arrayLiteral(NewRows.addresses(row.request().to())))
                .column("sender", row -> row.request().sender())
                .column("text", row -> AtRest.seal("message.text", row.id(), row.request().text()))
                .column("plan", row -> Json.write(row.request().plan()))
                .column("tags", row -> Json.write(row.request().tags()))
                .column("callback_url", row -> row.request().callbackUrl())
                .column("callback_events", row -> NewRows.arrayLiteral(row.request().callbackEvents()))
                .column("replay_of", row -> row.request().replayOf())
                .column("created_at", row -> now)
                .column("send_at", row -> row.request().sendAt())
                .column("valid_until", row -> row.message().validUntil)
                .column("traceparent", row -> row.message().traceparent)
                .column("timeline", row -> Json.write(row.message().events))
                .column("content", NewRows.Row::content)
                .column("templates", NewRows.Row::templates);
    }
}
