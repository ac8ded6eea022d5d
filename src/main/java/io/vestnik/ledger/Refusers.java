package io.vestnik.ledger;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which providers have refused a delivery in this round: written when it changes, which is seldom, and so apart from all else. */
final class Refusers {

    private static final String UPDATE =
            """
            UPDATE delivery d SET refused_by = u.refused_by
            FROM unnest(:id::text[], :refusedBy::text[]) AS u (id, refused_by) WHERE d.id = u.id
            """;

    private final JdbcClient jdbc;

    Refusers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void write(Collection<Message> messages) {
        List<Delivery> changed = messages.stream()
                .flatMap(message -> message.deliveries.stream())
                .filter(delivery -> delivery.refusersChanged)
                .toList();
        if (!changed.isEmpty()) {
            Columns<Delivery> columns = new Columns<>(changed);
            jdbc.sql(UPDATE)
                    .param("id", columns.text(delivery -> delivery.id))
                    .param("refusedBy", columns.text(delivery -> delivery.refusedBy))
                    .update();
        }
    }
}
