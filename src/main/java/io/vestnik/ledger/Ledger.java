package io.vestnik.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** The one way to change what is stored of messages: lock, load, apply facts, write, and after the commit enqueue. */
@Component
class Ledger {

    private final MessageRows rows;
    private final ChangedRows changed;
    private final Commit commit;
    private final Clock clock;

    Ledger(MessageRows rows, ChangedRows changed, Commit commit, Clock clock) {
        this.rows = rows;
        this.changed = changed;
        this.commit = commit;
        this.clock = clock;
    }

    void changeDeliveries(Collection<String> deliveryIds, BiConsumer<Messages, Instant> facts) {
        change(() -> rows.lockByDelivery(deliveryIds), facts);
    }

    void changeMessages(Collection<String> messageIds, BiConsumer<Messages, Instant> facts) {
        change(() -> rows.lock(messageIds), facts);
    }

    private void change(Supplier<Messages> lock, BiConsumer<Messages, Instant> facts) {
        commit.run(enqueued -> {
            Messages messages = lock.get();
            Instant now = clock.instant();
            facts.accept(messages, now);
            changed.write(messages.all(), now, enqueued);
        });
    }
}
