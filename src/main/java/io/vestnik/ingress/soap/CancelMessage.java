package io.vestnik.ingress.soap;

import io.vestnik.ledger.Cancellation;
import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import java.util.List;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;

/** Takes a message back while nothing of it is on the wire. */
@Component("soapCancelMessage")
class CancelMessage {

    private final FormCheck form;
    private final Cancellation cancellation;

    CancelMessage(FormCheck form, Cancellation cancellation) {
        this.form = form;
        this.cancellation = cancellation;
    }

    public Element call(Element request, String account) {
        new Found(form.check(request), request).throwIfAny();
        String id = Elements.text(request, "id").strip();
        Cancellation.Result result = cancellation.cancel(account, id);
        if (result != Cancellation.Result.CANCELLED) {
            String detail = result == Cancellation.Result.UNKNOWN
                    ? "is not a message of this account"
                    : "can't be cancelled any more: the message is being sent, or final";
            throw InvalidMessage.unprocessable(List.of(new FieldError("/CancelMessage/id", detail)));
        }
        Element response = Elements.root("CancelMessageResponse");
        Elements.add(response, "id", id);
        Elements.add(response, "status", "cancelled");
        return response;
    }
}
