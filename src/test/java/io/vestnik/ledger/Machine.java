package io.vestnik.ledger;

import io.vestnik.channel.Outcome;
import io.vestnik.channel.Receipt;
import io.vestnik.message.MessageClass;
import io.vestnik.message.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** One message of the hub, told one fact after the other, for tests of other packages: in memory, or through the ledger's rows. */
public final class Machine {

    private static final Duration ANSWER = Duration.ofSeconds(30); // as the claim has it

    /** What a delivery is, as a reader of the message sees it. @param address null: none */
    public record Seen(int position, String channel, String status, String code, Instant due, Instant sentAt, boolean succeeded) {}

    /** @param reason null: none; of {@code late} what came */
    public record Told(Instant at, String status, String channel, String reason) {}

    /** @param at of those that a test counts */
    public record Noted(Instant at, String event, String channel, String code) {}

    /** Where the message is kept: locks and loads it, hands it over, writes it. */
    public interface Store {
        void change(Consumer<Object> fact);

        /** The claim writes it alone. */
        default void claimed(String deliveryId) {}
    }

    private final Store store;
    private final List<Told> told = new ArrayList<>();
    private final List<Noted> noted = new ArrayList<>();
    private List<Seen> seen = List.of();
    private String status;
    private String reason;
    private Instant finalAt;
    private int sequence;

    /** In memory one change is told after the other of the same objects. */
    private final boolean kept;

    private Machine(Store store, boolean kept) {
        this.store = store;
        this.kept = kept;
    }

    /** In memory. */
    public static Machine of(
            MessageClass messageClass, List<Step> plan, Set<String> events, Instant now, Instant sendAt, Instant validUntil) {
        Message message = new Message(
                "m", "demo", messageClass, MessageStatus.ACCEPTED, plan, Map.of(), "http://crm.example", events, 0, validUntil,
                new Message.Waits(Duration.ofSeconds(30), Duration.ofMinutes(5)));
        Machine machine = new Machine(fact -> fact.accept(message), true);
        machine.change((m, none) -> m.begin(sendAt, null, null, now));
        return machine;
    }

    /** In the rows of a message that was accepted. */
    static Machine of(Ledger ledger, String messageId, Consumer<String> claimed) {
        Machine machine = new Machine(new Store() {
            @Override
            public void change(Consumer<Object> fact) {
                ledger.changeMessages(List.of(messageId), (messages, now) -> messages.all().forEach(fact));
            }

            @Override
            public void claimed(String deliveryId) {
                claimed.accept(deliveryId);
            }
        }, false);
        machine.change((message, none) -> {});
        return machine;
    }

    private void change(BiConsumer<Message, Void> fact) {
        store.change(object -> {
            Message message = (Message) object;
            fact.accept(message, null);
            message.tellings.forEach(t -> {
                if (t.sequence() != ++sequence) {
                    throw new IllegalStateException("sequence " + t.sequence() + ", expected " + sequence);
                }
                told.add(new Told(t.at(), t.status(), t.channel(), t.reason()));
            });
            message.deliveries.forEach(d -> d.events.forEach(e -> noted.add(new Noted(e.at(), e.event(), d.channel, e.code()))));
            seen = message.deliveries.stream()
                    .sorted(Comparator.comparing(d -> d.position))
                    .map(d -> new Seen(d.position, d.channel, d.status.toString(), d.code, d.due, d.sentAt, d.hasSucceeded()))
                    .toList();
            if (status != null && MessageStatus.of(status).isFinal() && message.status != MessageStatus.of(status)) {
                throw new IllegalStateException("final " + status + " became " + message.status);
            }
            status = message.status.toString();
            reason = message.reason == null ? reason : message.reason;
            finalAt = message.finalAt == null ? finalAt : message.finalAt;
            if (kept) {
                message.tellings.clear();
                message.deliveries.forEach(d -> d.events.clear());
            }
        });
    }

    private void with(int position, BiConsumer<Message, Delivery> fact) {
        change((message, none) -> fact.accept(
                message, message.deliveries.stream().filter(d -> d.position == position).findFirst().orElseThrow()));
    }

    public void claim(int position, Instant now) {
        String[] id = new String[1];
        with(position, (message, delivery) -> {
            delivery.status = DeliveryStatus.SENDING;
            delivery.provider = "p";
            delivery.attempts++;
            delivery.node = "here";
            delivery.due = now.plus(ANSWER);
            delivery.changed = true;
            if (message.status.compareTo(MessageStatus.DISPATCHED) < 0) {
                message.status = MessageStatus.DISPATCHED; // as its row is read
            }
            id[0] = delivery.id;
        });
        store.claimed(id[0]);
    }

    public void refuse(int position, String code, Instant now) {
        with(position, (message, delivery) -> message.refuse(delivery, new Ruling(delivery.id, code, null, Map.of()), now));
    }

    public void defer(int position, String code, Instant until, Instant now) {
        with(position, (message, delivery) -> message.defer(delivery, new Ruling(delivery.id, code, until, Map.of()), now));
    }

    public void expire(int position, Instant now) {
        with(position, (message, delivery) -> message.expire(delivery, now));
    }

    public void answer(int position, Function<String, Outcome> outcome, Instant now) {
        with(position, (message, delivery) -> Answer.apply(message, delivery, outcome.apply(delivery.id), now));
    }

    public void receipt(int position, String id, Receipt.State state, Instant now) {
        with(position, (message, delivery) ->
                Hearing.apply(message, delivery, new Receipt("p", id, state, null, now, null, null, null), now));
    }

    public void reply(int position, Instant now) {
        with(position, (message, delivery) -> Hearing.reply(message, delivery, now));
    }

    /** Its time has come and nothing was heard. */
    public void pass(int position, Instant now) {
        with(position, (message, delivery) -> Patience.end(message, delivery, now));
    }

    public boolean cancel(Instant now) {
        boolean[] done = new boolean[1];
        change((message, none) -> done[0] = message.cancel(now));
        return done[0];
    }

    /** In the order of the plan. */
    public List<Seen> deliveries() {
        return seen;
    }

    public String status() {
        return status;
    }

    public String reason() {
        return reason;
    }

    public Instant finalAt() {
        return finalAt;
    }

    /** In the order told. */
    public List<Told> told() {
        return told;
    }

    public List<Noted> noted() {
        return noted;
    }
}
