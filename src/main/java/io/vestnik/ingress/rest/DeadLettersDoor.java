package io.vestnik.ingress.rest;

import io.vestnik.parking.DeadLetter;
import io.vestnik.parking.DeadLetters;
import io.vestnik.parking.TextGone;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** What could not be done, for the account whose it is. */
@Component
public class DeadLettersDoor {

    private final DeadLetters deadLetters;

    DeadLettersDoor(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    private record Listed(List<DeadLetter> dead, String next) {}

    public Answer list(Call call) {
        Page page = Page.of(call);
        List<DeadLetter> dead = deadLetters.list(call.account().id(), page.oneMore(), page.before());
        return Answer.json(200, new Listed(page.cut(dead), page.next(dead, DeadLetter::id)));
    }

    public CompletableFuture<Answer> replay(Call call) {
        try {
            return deadLetters.replay(call.account().id(), call.segment(1))
                    .thenApply(id -> id.map(replayed -> Answer.json(202, Map.of("id", replayed)))
                            .orElseThrow(() -> Refusal.notFound("dead letter")));
        } catch (TextGone e) {
            throw Refusal.of(409, e.getMessage());
        }
    }

    public Answer drop(Call call) {
        if (!deadLetters.drop(call.account().id(), call.segment(0))) {
            throw Refusal.notFound("dead letter");
        }
        return Answer.empty(204);
    }
}
