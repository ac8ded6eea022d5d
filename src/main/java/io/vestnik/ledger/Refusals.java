package io.vestnik.ledger;

import io.vestnik.queue.Leases;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What keeps a queued delivery from the wire, for good or for now. */
@Component("refusals")
public class Refusals {

    private final Ledger ledger;
    private final Leases leases;
    private final JdbcClient jdbc;

    Refusals(Ledger ledger, Leases leases, JdbcClient jdbc) {
        this.ledger = ledger;
        this.leases = leases;
        this.jdbc = jdbc;
    }

    /**
     * Ends queued deliveries; the cascade goes on.
     *
     * @param reason as the sender is told it: {@code sender_not_allowed}, {@code opted_out}, ...
     */
    public void refuse(Collection<String> deliveryIds, String reason) {
        refuse(deliveryIds.stream().map(id -> new Ruling(id, reason, null, Map.of())).toList());
    }

    /** Ends queued deliveries, each by its ruling; the cascade goes on. */
    public void refuse(Collection<Ruling> rulings) {
        change(rulings, Message::refuse);
    }

    /** Puts queued deliveries off until the times of their rulings; one whose validity is over by then is refused. */
    public void defer(Collection<Ruling> rulings) {
        change(rulings, Message::defer);
    }

    private interface Change {
        void apply(Message message, Delivery delivery, Ruling ruling, Instant now);
    }

    private void change(Collection<Ruling> rulings, Change change) {
        List<String> ids = rulings.stream().map(Ruling::deliveryId).toList();
        leases.release(ids);
        ledger.changeDeliveries(ids, (messages, now) -> rulings.forEach(ruling -> messages.with(
                ruling.deliveryId(), (message, delivery) -> change.apply(message, delivery, ruling, now))));
    }

    /**
     * Puts queued deliveries of what is paused off until the end of their validity, or until the clock wakes them. What is not
     * paused any more goes back to the queue at once.
     *
     * @param paused asked in the transaction, after its locks: whether this account on this channel is
     * @return whether all of them were paused
     */
    public boolean hold(Collection<String> deliveryIds, Supplier<BiPredicate<String, String>> paused) {
        leases.release(deliveryIds);
        AtomicBoolean all = new AtomicBoolean(true);
        ledger.changeDeliveries(deliveryIds, (messages, now) -> {
            BiPredicate<String, String> standing = paused.get();
            deliveryIds.forEach(id -> messages.with(id, (message, delivery) -> {
                boolean held = standing.test(message.account, delivery.channel);
                message.hold(delivery, held, now);
                all.compareAndSet(true, held);
            }));
        });
        return all.get();
    }

    /** Ends queued deliveries whose validity is over. */
    public void expire(Collection<String> deliveryIds) {
        leases.release(deliveryIds);
        ledger.changeDeliveries(deliveryIds, (messages, now) ->
                deliveryIds.forEach(id -> messages.with(id, (message, delivery) -> message.expire(delivery, now))));
    }

    /**
     * Refuses what is queued for people who have just withdrawn consent.
     *
     * @param addresses all that they have
     */
    public void stop(String account, List<String> addresses, String messageClass, String channel) {
        List<String> queued = jdbc.sql(
                        """
                        SELECT d.id FROM message m JOIN delivery d ON d.message_id = m.id
                        LEFT JOIN LATERAL person_of(m.account, m.addresses) person ON true
                        CROSS JOIN LATERAL consent_word(m.account, coalesce(person.addresses, m.addresses), m.class, d.channel) consent
                        WHERE m.account = :account AND m.addresses && :addresses::text[] AND m.class = :class
                          AND m.class <> 'authorization' AND m.answers IS NULL -- these pass whatever was said
                          AND d.status = 'queued' AND (:channel::text IS NULL OR d.channel = :channel)
                          AND consent.state = 'withdrawn'
                        """)
                .param("account", account)
                .param("addresses", addresses.toArray(String[]::new))
                .param("class", messageClass)
                .param("channel", channel)
                .query(String.class)
                .list();
        if (!queued.isEmpty()) {
            refuse(queued, "opted_out");
        }
    }
}
