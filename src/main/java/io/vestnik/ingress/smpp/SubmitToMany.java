package io.vestnik.ingress.smpp;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.accept.Accept;
import io.vestnik.accept.MessageReader;
import io.vestnik.accept.Rejections;
import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.ingress.smpp.SubmitFields.Place;
import io.vestnik.ingress.smpp.part.SubmitIds;
import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Origin;
import io.vestnik.trace.Traceparent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.UnsuccessDelivery;
import org.springframework.stereotype.Component;

/** Accepts a submit_multi (SMPP v3.4 §4.5): one message a destination, one id for them all. */
@Component("smppSubmitMulti")
class SubmitToMany {

    private final Accounts accounts;
    private final SubmitReader reader;
    private final MessageReader messages;
    private final Accept accept;
    private final SubmitIds submitIds;

    SubmitToMany(Accounts accounts, SubmitReader reader, MessageReader messages, Accept accept, SubmitIds submitIds) {
        this.accounts = accounts;
        this.reader = reader;
        this.messages = messages;
        this.accept = accept;
        this.submitIds = submitIds;
    }

    /** Completes when each message is safe or refused; fails when none is safe. */
    public CompletableFuture<MultiResult> submit(ClientCommand command, String account) {
        SubmitFields fields = SubmitFields.of(command.pdu());
        Account sender = accounts.get(account);
        refuseWhatHasNoPlace(fields);
        Map<Place, NewMessage> good = new LinkedHashMap<>();
        Map<Place, Throwable> bad = new LinkedHashMap<>();
        for (Place destination : fields.destinations()) {
            try {
                ShortMessage read = reader.read(fields, destination, sender);
                NewMessage message = messages.read(sender, read.message(), null, new Origin("smpp", Traceparent.of(null)));
                refusePart(read);
                good.put(destination, Submit.owing(message, command.client().systemId(), fields.registered())
                        .called(UlidCreator.getMonotonicUlid().toString()));
            } catch (InvalidMessage e) {
                bad.put(destination, Rejections.counted("smpp", e));
                if (!e.errors().get(0).pointer().startsWith("/to")) {
                    throw e; // it is wrong for all of them
                }
            }
        }
        if (good.isEmpty()) {
            return CompletableFuture.failedFuture(bad.values().iterator().next());
        }
        String id = UlidCreator.getMonotonicUlid().toString();
        List<String> ids = good.values().stream().map(NewMessage::id).toList();
        return submitIds.give(account, command.client().systemId(), id, ids, fields.registered())
                .thenCompose(given -> accept(good, bad))
                .thenApply(done -> new MultiResult(id, bad.entrySet().stream().map(SubmitToMany::unsuccessful).toList()));
    }

    private CompletableFuture<Void> accept(Map<Place, NewMessage> good, Map<Place, Throwable> bad) {
        Map<Place, CompletableFuture<?>> answers = new LinkedHashMap<>();
        good.forEach((destination, message) -> answers.put(destination, accept.accept(message)));
        return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new)).handle((all, failure) -> {
            answers.forEach((destination, answer) -> {
                if (answer.isCompletedExceptionally()) {
                    bad.put(destination, answer.handle((none, refusal) -> refusal).join());
                }
            });
            if (answers.values().stream().allMatch(CompletableFuture::isCompletedExceptionally)) {
                throw new CompletionException(failure);
            }
            return null;
        });
    }

    private static void refuseWhatHasNoPlace(SubmitFields fields) {
        if (fields.destinations() == null) {
            throw new CommandFailed(SMPPConstant.STAT_ESME_RINVDLNAME, "there are no distribution lists");
        }
        if (fields.parameters().containsKey(SubmitReader.REQUEST_ID)) {
            throw new CommandFailed(SMPPConstant.STAT_ESME_RTLVNOTALLWD, "submit_multi has no request id");
        }
    }

    private static void refusePart(ShortMessage read) {
        if (read.data().isPart()) {
            throw InvalidMessage.unprocessable(List.of(new FieldError("/esm_class", "a part must have one destination")));
        }
    }

    private static UnsuccessDelivery unsuccessful(Map.Entry<Place, Throwable> refused) {
        Place destination = refused.getKey();
        return new UnsuccessDelivery(
                (byte) destination.ton(), (byte) destination.npi(), destination.address(), Refusal.of(refused.getValue()).status());
    }
}
