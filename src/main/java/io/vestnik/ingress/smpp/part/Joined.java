package io.vestnik.ingress.smpp.part;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.accept.MessageReader;
import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.channel.sms.DataCoding;
import io.vestnik.esme.ReceiptWish;
import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Origin;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The one message that parts are together. */
@Component
class Joined {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Accounts accounts;
    private final MessageReader reader;
    private final Clock clock;

    Joined(Accounts accounts, MessageReader reader, Clock clock) {
        this.accounts = accounts;
        this.reader = reader;
        this.clock = clock;
    }

    /**
     * @param parts all of a message, some perhaps twice
     * @return valid for what is left of its time; not any more: zero or less
     * @throws InvalidMessage it can't be accepted, now or ever
     */
    NewMessage read(String messageId, List<Part> parts) {
        Map<Integer, Part> inOrder = new TreeMap<>(
                parts.stream().collect(Collectors.toMap(Part::position, part -> part, (first, again) -> first)));
        Part first = inOrder.get(0);
        Account account = accounts.find(first.group().account())
                .filter(found -> accounts.isOpen(found.id()))
                .orElseThrow(() -> invalid("", "the account is closed"));
        ObjectNode json = json(first.message());
        json.put("text", text(List.copyOf(inOrder.values())));
        NewMessage message = reader.read(account, json, null, new Origin(first.door(), first.traceparent())).called(messageId);
        message = message.validFor(message.validFor().minus(elapsed(first, json)));
        ReceiptWish wish = new ReceiptWish(
                first.group().systemId(), parts.stream().map(Part::registered).reduce(0, ReceiptWish::both));
        return wish.isNone() ? message : message.telling(wish.url(), wish.events()); // the account's webhook hears of what nobody asked for
    }

    /** Of the time for which it is valid, which began when the part came, or begins when the message is to go. */
    private Duration elapsed(Part part, ObjectNode json) {
        Instant sendAt = json.has("sendAt") ? Instant.parse(json.get("sendAt").textValue()) : Instant.MIN;
        Duration elapsed = Duration.between(sendAt.isAfter(part.submittedAt()) ? sendAt : part.submittedAt(), clock.instant());
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }

    /** Octets first, since a character may be cut between two parts; but each in the coding that it came in. */
    private static String text(List<Part> parts) {
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < parts.size(); i++) {
            int coding = parts.get(i).dataCoding();
            octets.writeBytes(parts.get(i).body());
            if (i + 1 == parts.size() || parts.get(i + 1).dataCoding() != coding) {
                text.append(DataCoding.decode(coding, octets.toByteArray())
                        .orElseThrow(() -> invalid("/text", "its data_coding is not known")));
                octets.reset();
            }
        }
        return text.toString();
    }

    private static ObjectNode json(String message) {
        try {
            return (ObjectNode) JSON.readTree(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored part is no JSON", e);
        }
    }

    private static InvalidMessage invalid(String pointer, String why) {
        return InvalidMessage.unprocessable(List.of(new FieldError(pointer, why)));
    }
}
