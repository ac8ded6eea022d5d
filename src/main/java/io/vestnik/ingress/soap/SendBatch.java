package io.vestnik.ingress.soap;

import io.vestnik.accept.Accept;
import io.vestnik.accept.Accepted;
import io.vestnik.accept.KeyReused;
import io.vestnik.accept.MessageReader;
import io.vestnik.accept.RateExceeded;
import io.vestnik.accept.Rejections;
import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.batch.Outage;
import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import io.vestnik.message.Origin;
import io.vestnik.trace.Traceparent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;

/** Accepts up to 1,000 messages; the good ones go, the bad ones are named. */
@Component("soapSendBatch")
class SendBatch {

    private static final int MOST = 1_000;

    private final FormCheck form;
    private final Accounts accounts;
    private final MessageReader messages;
    private final Accept accept;

    SendBatch(FormCheck form, Accounts accounts, MessageReader messages, Accept accept) {
        this.form = form;
        this.accounts = accounts;
        this.messages = messages;
        this.accept = accept;
    }

    /** @param traceparent as the caller sent it; null: none */
    public CompletableFuture<Element> call(Element request, String accountId, String traceparent) {
        List<Element> lines = Elements.children(request).stream()
                .filter(child -> child.getLocalName().equals("message"))
                .toList();
        if (lines.size() > MOST) {
            throw InvalidMessage.malformed(List.of(new FieldError("/SendBatch", "must have at most 1000 messages")));
        }
        Map<Element, List<Finding>> byLine = byLine(form.check(request), request);
        new Found(byLine.getOrDefault(request, List.of()), request).throwIfAny();

        Account account = accounts.get(accountId);
        Origin origin = new Origin("soap", Traceparent.of(traceparent));
        String key = Elements.text(request, "requestId");
        AtomicReference<Throwable> outage = new AtomicReference<>();
        List<CompletableFuture<Line>> answers = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Element line = lines.get(i);
            Found found = new Found(byLine.getOrDefault(line, List.of()), line);
            answers.add(outage.get() != null
                    ? CompletableFuture.completedFuture(Line.bad(outage.get())) // each more would wait for the database in vain
                    : accept(account, line, found, key == null ? null : key + "#" + i, origin).thenApply(told -> {
                        if (told.failure() != null && Outage.is(told.failure())) {
                            outage.set(told.failure());
                        }
                        return told;
                    }));
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(all -> answer(answers.stream().map(CompletableFuture::join).toList()));
    }

    /** What is wrong in a message is that line's; all else is the call's, under the request itself. */
    private static Map<Element, List<Finding>> byLine(List<Finding> findings, Element request) {
        Map<Element, List<Finding>> byLine = new HashMap<>();
        for (Finding finding : findings) {
            Element line = finding.at();
            while (line != request && line.getParentNode() != request) {
                line = (Element) line.getParentNode();
            }
            boolean message = line.getLocalName().equals("message");
            byLine.computeIfAbsent(message ? line : request, l -> new ArrayList<>()).add(finding);
        }
        return byLine;
    }

    private CompletableFuture<Line> accept(Account account, Element line, Found found, String key, Origin origin) {
        try {
            var message = found.read(() -> messages.read(account, JsonForm.object(line), key, origin), "/message");
            return accept.accept(message).handle((accepted, failure) -> failure == null ? Line.good(accepted) : Line.bad(failure));
        } catch (InvalidMessage e) {
            return CompletableFuture.completedFuture(new Line(null, Rejections.counted("soap", e).errors(), null));
        } catch (DataAccessException e) { // a contact could not be looked up
            return CompletableFuture.completedFuture(Line.bad(e));
        }
    }

    private static Element answer(List<Line> lines) {
        // not one is safe, and not for what is in them: as one call that failed
        if (lines.stream().allMatch(line -> line.failure() != null)) {
            throw new CompletionException(lines.get(0).failure());
        }
        Element response = Elements.root("SendBatchResponse");
        for (int i = 0; i < lines.size(); i++) {
            Element result = Elements.add(response, "result");
            Elements.add(result, "index", String.valueOf(i));
            if (lines.get(i).id() != null) {
                Elements.add(result, "id", lines.get(i).id());
            } else {
                SoapFaults.write(lines.get(i).errors(), result);
            }
        }
        return response;
    }

    /**
     * What became of one message.
     *
     * @param id null: not accepted
     * @param failure what was wrong with the hub or the rate, not with the message; null: nothing
     */
    private record Line(String id, List<FieldError> errors, Throwable failure) {

        static Line good(Accepted accepted) {
            return new Line(accepted.id(), List.of(), null);
        }

        static Line bad(Throwable failure) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof KeyReused) {
                return new Line(null, List.of(new FieldError("/message", KeyReused.RULE)), null);
            }
            String detail = cause instanceof RateExceeded
                    ? "the account's rate is exceeded: not accepted, send it again later"
                    : "the hub could not take it: not accepted, send it again later";
            return new Line(null, List.of(new FieldError("/message", detail)), cause);
        }
    }
}
