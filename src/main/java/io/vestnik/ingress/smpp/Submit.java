package io.vestnik.ingress.smpp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.accept.Accept;
import io.vestnik.accept.Accepted;
import io.vestnik.accept.MessageReader;
import io.vestnik.accept.Rejections;
import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.esme.ReceiptWish;
import io.vestnik.ingress.smpp.part.LongMessages;
import io.vestnik.ingress.smpp.part.LongPart;
import io.vestnik.message.InvalidMessage;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Origin;
import io.vestnik.trace.Traceparent;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** Accepts a submit_sm or data_sm: a message, or a part of one. */
@Component("smppSubmit")
class Submit {

    private final Accounts accounts;
    private final SubmitReader reader;
    private final MessageReader messages;
    private final Accept accept;
    private final LongMessages longMessages;

    Submit(Accounts accounts, SubmitReader reader, MessageReader messages, Accept accept, LongMessages longMessages) {
        this.accounts = accounts;
        this.reader = reader;
        this.messages = messages;
        this.accept = accept;
        this.longMessages = longMessages;
    }

    /** Completes on the commit, with what the client is to know the message or the part by. */
    public CompletableFuture<String> submit(ClientCommand command, String account) {
        SubmitFields fields = SubmitFields.of(command.pdu());
        Account sender = accounts.get(account);
        String systemId = command.client().systemId();
        ShortMessage read;
        NewMessage message;
        try {
            read = reader.read(fields, fields.destinations().get(0), sender);
            message = messages.read(sender, read.message(), read.repeatable(), read.key(), new Origin("smpp", Traceparent.of(null)));
        } catch (InvalidMessage e) {
            throw Rejections.counted("smpp", e);
        }
        if (read.data().isPart()) {
            return longMessages.add(part(message, read, fields, systemId));
        }
        return accept.accept(owing(message, systemId, fields.registered())).thenApply(Accepted::id);
    }

    /** The account's webhook hears of it if the client asked for nothing. */
    static NewMessage owing(NewMessage message, String systemId, int registered) {
        ReceiptWish wish = new ReceiptWish(systemId, registered);
        return wish.isNone() ? message : message.telling(wish.url(), wish.events());
    }

    private static LongPart part(NewMessage message, ShortMessage read, SubmitFields fields, String systemId) {
        ObjectNode textless = read.message().deepCopy();
        textless.remove("text");
        UserData data = read.data();
        return new LongPart(
                message.account(), systemId, Objects.requireNonNullElse(message.sender(), ""), message.to().get("phone"),
                data.reference(), data.total(), data.number(), textless, fields.dataCoding(), data.body(), fields.registered(),
                read.key(), message.origin());
    }
}
