package io.vestnik.ingress.rest;

import io.vestnik.accept.Accept;
import io.vestnik.accept.MessageReader;
import io.vestnik.accept.Rejections;
import io.vestnik.address.Addresses;
import io.vestnik.contact.Contacts;
import io.vestnik.form.JsonReader;
import io.vestnik.gate.Rehearsal;
import io.vestnik.gate.Rehearsed;
import io.vestnik.ledger.Cancellation;
import io.vestnik.ledger.MessageHistory;
import io.vestnik.ledger.MessageRecord;
import io.vestnik.message.InvalidMessage;
import io.vestnik.message.NewMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** One message: sent, seen, taken back. */
@Component
public class MessagesDoor {

    private final MessageReader reader;
    private final Accept accept;
    private final MessageHistory history;
    private final Cancellation cancellation;
    private final Addresses addresses;
    private final Rehearsal rehearsal;
    private final Contacts contacts;

    MessagesDoor(
            MessageReader reader,
            Accept accept,
            MessageHistory history,
            Cancellation cancellation,
            Addresses addresses,
            Rehearsal rehearsal,
            Contacts contacts) {
        this.reader = reader;
        this.accept = accept;
        this.history = history;
        this.cancellation = cancellation;
        this.addresses = addresses;
        this.rehearsal = rehearsal;
        this.contacts = contacts;
    }

    private record Sent(String id, String status) {}

    private record Listed(List<MessageRecord> messages, String next) {}

    /** Completes on the commit. */
    public CompletableFuture<Answer> send(Call call) {
        if (isDryRun(call)) {
            NewMessage message = message(call);
            accept.charge(message); // what is known of people is not told faster than they may be written to
            Rehearsed rehearsed = rehearsal.of(message, call.sentences());
            return CompletableFuture.completedFuture(spoken(call, Answer.json(200, rehearsed)));
        }
        return accept.accept(message(call)).thenApply(accepted -> {
            Answer answer = Answer.json(202, new Sent(accepted.id(), accepted.status()));
            return accepted.replayed() ? answer.with("Idempotency-Replayed", "true") : answer;
        });
    }

    /** Sends nothing, and says what would become of it. */
    private static boolean isDryRun(Call call) {
        String given = call.query("dryRun");
        if (given != null && !given.equals("true")) {
            throw Refusal.parameter("dryRun", "must be true");
        }
        return given != null;
    }

    private static Answer spoken(Call call, Answer answer) {
        return answer.with("Content-Language", call.sentences().language()).with("Vary", "Accept-Language");
    }

    private NewMessage message(Call call) {
        try {
            return reader.read(call.account(), JsonReader.read(call.body()), call.idempotencyKey(), call.origin());
        } catch (InvalidMessage e) {
            throw Rejections.counted("rest", e);
        }
    }

    public Answer get(Call call) {
        return history.find(call.account().id(), call.segment(0))
                .map(message -> spoken(call, Answer.json(200, call.sentences().tell(message))))
                .orElseThrow(() -> Refusal.notFound("message"));
    }

    public Answer list(Call call) {
        Page page = Page.of(call);
        var search = SearchParameters.of(call, page, addresses, contacts);
        var messages = history.search(call.account().id(), search, page.oneMore());
        return Answer.json(200, new Listed(page.cut(messages), page.next(messages, MessageRecord::id)));
    }

    public Answer cancel(Call call) {
        String id = call.segment(0);
        return switch (cancellation.cancel(call.account().id(), id)) {
            case CANCELLED -> Answer.json(200, new Sent(id, "cancelled"));
            case TOO_LATE -> throw Refusal.of(409, "The message is being sent, or its state is final");
            case UNKNOWN -> throw Refusal.notFound("message");
        };
    }
}
