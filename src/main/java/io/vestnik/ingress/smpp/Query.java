package io.vestnik.ingress.smpp;

import io.vestnik.esme.Deliver.State;
import io.vestnik.ingress.smpp.part.SubmitIds;
import io.vestnik.ledger.MessageHistory;
import io.vestnik.ledger.MessageRecord;
import io.vestnik.ledger.MessageRecord.Attempt;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.QuerySm;
import org.springframework.stereotype.Component;

/** Tells where a message stands (SMPP v3.4 §4.8): one of the client's account, whatever door it came in by. */
@Component("smppQuery")
class Query {

    /** What is not here is not final. */
    private static final Map<String, State> FINAL = Map.of(
            "delivered", State.DELIVERED,
            "undelivered", State.UNDELIVERABLE,
            "failed", State.UNDELIVERABLE,
            "expired", State.EXPIRED,
            "cancelled", State.DELETED,
            "refused", State.REJECTED);

    private final MessageHistory history;
    private final SubmitIds submitIds;
    private final Lookups lookups;

    Query(MessageHistory history, SubmitIds submitIds, Lookups lookups) {
        this.history = history;
        this.submitIds = submitIds;
        this.lookups = lookups;
    }

    public CompletableFuture<QueryResult> query(ClientCommand command, String account) {
        String id = ((QuerySm) command.pdu()).getMessageId();
        return lookups.run(() -> history.find(account, id)
                .map(message -> of(id, List.of(message)))
                .or(() -> bySubmitId(account, id))
                .orElseThrow(() -> new CommandFailed(SMPPConstant.STAT_ESME_RQUERYFAIL, "there is no such message")));
    }

    private Optional<QueryResult> bySubmitId(String account, String id) {
        return submitIds.find(account, id).flatMap(found -> switch (found.kind()) {
            case WAITING -> Optional.of(new QueryResult(id, null, State.ENROUTE.value(), 0));
            case GIVEN_UP -> Optional.of(new QueryResult(id, null, State.UNDELIVERABLE.value(), 0));
            case MESSAGES -> all(account, found.messageIds()).map(messages -> of(id, messages));
        });
    }

    /** Empty: none of them was accepted. */
    private Optional<List<MessageRecord>> all(String account, List<String> ids) {
        List<MessageRecord> found = ids.stream().flatMap(id -> history.find(account, id).stream()).toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    /** Of several: not final while one is not, delivered if all are, else what became of the first that was not. */
    static QueryResult of(String id, List<MessageRecord> messages) {
        Optional<MessageRecord> telling = messages.stream()
                .filter(message -> FINAL.get(message.status()) == null)
                .findFirst()
                .or(() -> messages.stream().filter(message -> FINAL.get(message.status()) != State.DELIVERED).findFirst());
        State state = telling.map(message -> FINAL.getOrDefault(message.status(), State.ENROUTE)).orElse(State.DELIVERED);
        Instant finalAt = state == State.ENROUTE
                ? null
                : messages.stream().map(MessageRecord::finalAt).filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null);
        return new QueryResult(id, finalAt, state.value(), telling.map(Query::error).orElse(0));
    }

    private static int error(MessageRecord message) {
        int error = message.deliveries().stream()
                .map(Attempt::code)
                .filter(Objects::nonNull)
                .reduce((earlier, last) -> last)
                .map(ErrorCode::of)
                .orElse(0);
        return error <= 0xFF ? error : 0; // an octet (§5.3.2.14)
    }
}
