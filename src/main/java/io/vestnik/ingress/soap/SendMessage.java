package io.vestnik.ingress.soap;

import io.vestnik.accept.Accept;
import io.vestnik.accept.KeyReused;
import io.vestnik.accept.MessageReader;
import io.vestnik.accept.Rejections;
import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Origin;
import io.vestnik.trace.Traceparent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;

/** Accepts one message; answered on its commit. */
@Component("soapSendMessage")
class SendMessage {

    private static final String MESSAGE = "/SendMessage/message";

    private final FormCheck form;
    private final Accounts accounts;
    private final MessageReader messages;
    private final Accept accept;

    SendMessage(FormCheck form, Accounts accounts, MessageReader messages, Accept accept) {
        this.form = form;
        this.accounts = accounts;
        this.messages = messages;
        this.accept = accept;
    }

    /** @param traceparent as the caller sent it; null: none */
    public CompletableFuture<Element> call(Element request, String account, String traceparent) {
        NewMessage message;
        try {
            message = read(request, accounts.get(account), new Origin("soap", Traceparent.of(traceparent)));
        } catch (InvalidMessage e) {
            throw Rejections.counted("soap", e);
        }
        return accept.accept(message)
                .exceptionally(SendMessage::failed)
                .thenApply(accepted -> {
                    Element response = Elements.root("SendMessageResponse");
                    Elements.add(response, "id", accepted.id());
                    Elements.add(response, "status", accepted.status());
                    return response;
                });
    }

    private NewMessage read(Element request, Account account, Origin origin) {
        Found found = new Found(form.check(request), request);
        Element message = Elements.child(request, "message").orElse(null);
        if (message == null) {
            found.throwIfAny();
        }
        // a wrong key is found already, with its own path
        String key = found.isEmpty() ? Elements.text(request, "requestId") : null;
        return found.read(() -> messages.read(account, JsonForm.object(message), key, origin), MESSAGE);
    }

    private static <T> T failed(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof KeyReused) {
            throw InvalidMessage.unprocessable(
                    List.of(new FieldError("/SendMessage/requestId", KeyReused.RULE)));
        }
        throw new CompletionException(cause);
    }
}
