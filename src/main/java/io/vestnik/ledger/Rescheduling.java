package io.vestnik.ledger;

import io.vestnik.message.SendTime;
import io.vestnik.message.SendTimes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Gives messages another time while nothing of them is on the wire, each in one replace: it goes at the new time or at the old, never at both. */
@Component
public class Rescheduling {

    private static final String WRITE =
            """
            UPDATE message m SET send_at = u.send_at::timestamptz, valid_until = u.valid_until::timestamptz
            FROM unnest(:id::text[], :sendAt::text[], :validUntil::text[]) AS u (id, send_at, valid_until) WHERE m.id = u.id
            """;

    private final Ledger ledger;
    private final Recipients recipients;
    private final JdbcClient jdbc;

    Rescheduling(Ledger ledger, Recipients recipients, JdbcClient jdbc) {
        this.ledger = ledger;
        this.recipients = recipients;
        this.jdbc = jdbc;
    }

    /**
     * All in one commit, and told in their order; those of another account are left out.
     *
     * @param times asked before anything is locked
     */
    public List<Recall> move(String account, Collection<String> messageIds, SendTimes times) {
        Map<Map<String, String>, SendTime> time = times.of(
                recipients.of(messageIds).values().stream().map(Recipients.Recipient::to).toList());
        List<Recall> recalls = new ArrayList<>();
        ledger.changeMessages(messageIds, (messages, now) -> {
            Map<String, Recipients.Recipient> recipients = this.recipients.of(messageIds);
            List<Message> moved = new ArrayList<>();
            for (Message message : messages.all()) {
                if (message.account.equals(account)) {
                    Recipients.Recipient recipient = recipients.get(message.id);
                    boolean inTime = message.reschedule(time.get(recipient.to()), recipient.validFor(), now);
                    recalls.add(new Recall(
                            message.id, recipient.to(), inTime, message.status.toString(), inTime ? message.since : null));
                    if (inTime) {
                        moved.add(message);
                    }
                }
            }
            write(moved);
        });
        return recalls;
    }

    private void write(List<Message> moved) {
        Columns<Message> columns = new Columns<>(moved);
        jdbc.sql(WRITE)
                .param("id", columns.text(m -> m.id))
                .param("sendAt", columns.text(m -> m.since))
                .param("validUntil", columns.text(m -> m.validUntil))
                .update();
    }
}
