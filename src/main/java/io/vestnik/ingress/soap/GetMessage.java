package io.vestnik.ingress.soap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vestnik.account.Accounts;
import io.vestnik.account.Door;
import io.vestnik.audit.AccessLog;
import io.vestnik.gate.Sentences;
import io.vestnik.ledger.MessageHistory;
import io.vestnik.ledger.MessageRecord;
import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import java.util.List;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;

/** Tells what became of a message of the caller's, as REST's {@code GET} does. */
@Component("soapGetMessage")
class GetMessage {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final FormCheck form;
    private final MessageHistory history;
    private final Accounts accounts;
    private final AccessLog access;

    GetMessage(FormCheck form, MessageHistory history, Accounts accounts, AccessLog access) {
        this.form = form;
        this.history = history;
        this.accounts = accounts;
        this.access = access;
    }

    /** @param from where the call came from */
    public Element call(Element request, String account, String from) {
        new Found(form.check(request), request).throwIfAny();
        MessageRecord message = history.find(account, Elements.text(request, "id").strip())
                .orElseThrow(() -> InvalidMessage.unprocessable(
                        List.of(new FieldError("/GetMessage/id", "is not a message of this account"))));
        access.note(account, "soap:" + String.join(",", accounts.users(Door.SOAP, account)), "getMessage", message.id(), null, from);
        Element response = Elements.root("GetMessageResponse");
        JsonForm.write(JSON.valueToTree(told(message)), response);
        return response;
    }

    /** In English, and without the values: the contract has sentences alone. */
    private static MessageRecord told(MessageRecord message) {
        MessageRecord spoken = Sentences.of(null).tell(message);
        return spoken.with(spoken.timeline().stream()
                .map(entry -> new MessageRecord.Entry(entry.at(), entry.event(), entry.channel(), entry.code(), entry.text()))
                .toList());
    }
}
