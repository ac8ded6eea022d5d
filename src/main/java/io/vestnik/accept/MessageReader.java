package io.vestnik.accept;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.account.Account;
import io.vestnik.address.Addresses;
import io.vestnik.contact.Contacts;
import io.vestnik.form.Characters;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.message.Button;
import io.vestnik.message.Content;
import io.vestnik.message.InvalidMessage;
import io.vestnik.message.Media;
import io.vestnik.message.MessageClass;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Order;
import io.vestnik.message.Origin;
import io.vestnik.message.Step;
import io.vestnik.trace.Traceparent;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.springframework.stereotype.Component;

/**
 * Reads a message as the contract has it ({@code openapi/vestnik-v1.yaml}, schema {@code Message}) from whatever door it came in
 * by, and finds everything that is wrong with it. Judges the request and the account; the recipient is the gate's to judge. The
 * database is asked only for a contact that a message names, and for what its recipient prefers.
 */
@Component
public class MessageReader {

    private static final int LONGEST_TEXT = 10_000;
    private static final int LONGEST_SENDER = 21;

    private final RecipientReader recipients;
    private final PlanReader plans;
    private final TimesReader times;
    private final StepOrder order;

    /**
     * @param channelKnown whether there is an egress route for a channel
     * @param smsSegments parts that a text takes as SMS
     * @param forbidden whether an account must not use a channel
     */
    public MessageReader(
            Addresses addresses,
            Contacts contacts,
            Predicate<String> channelKnown,
            ToIntFunction<String> smsSegments,
            BiPredicate<Account, String> forbidden,
            SendTimeReader sendTimes,
            StepOrder order) {
        this.recipients = new RecipientReader(addresses, contacts);
        this.plans = new PlanReader(channelKnown, smsSegments, forbidden);
        this.times = new TimesReader(sendTimes);
        this.order = order;
    }

    /** As below, of a door that an integrator added, and of a trace that begins here. */
    public NewMessage read(Account account, JsonNode json, String idempotencyKey) {
        return read(account, json, idempotencyKey, new Origin("other", Traceparent.of(null)));
    }

    /** As below, of a request that is the same whenever it is read. */
    public NewMessage read(Account account, JsonNode json, String idempotencyKey, Origin origin) {
        return read(account, json, json, idempotencyKey, origin);
    }

    /**
     * @param json the message; SOAP hands the same shape
     * @param repeatable what each repeat of the request has in common: the message, but where its times are counted from now
     * @param idempotencyKey null: none
     * @throws InvalidMessage with every error found: malformed if any is one of form, else unprocessable
     */
    public NewMessage read(Account account, JsonNode json, JsonNode repeatable, String idempotencyKey, Origin origin) {
        Faults faults = new Faults();
        Characters.check(json, "", faults);
        IdempotencyKey.check(idempotencyKey, faults);
        Fields fields = Fields.of(json, "", faults);

        Map<String, String> to = recipients.read(account, fields, faults);
        MessageClass messageClass = messageClass(fields, faults);
        String text = text(fields);
        String sender = sender(account, fields, faults);
        Plan plan = plans.read(account, fields, to, text, faults);
        List<Media> media = MediaReader.read(fields, faults);
        List<Button> buttons = ButtonReader.read(fields, faults);
        Order by = order(account, fields, faults);
        TimesReader.Times when = times.read(account, fields, to, messageClass, faults);
        CallbackReader.Target callback = CallbackReader.read(account, fields, faults);
        Map<String, String> tags = TagsReader.read(fields, faults);
        refuseUnbuilt(fields, faults);
        fields.refuseOthers();
        faults.throwIfAny();

        List<Step> steps = by == Order.GIVEN ? plan.steps() : order.sort(plan.steps(), by, account.id(), to);
        return new NewMessage(
                null, account.id(), messageClass, to, text, sender, steps, when.send().at(), when.validFor(),
                callback.url(), callback.events(), tags, idempotencyKey,
                idempotencyKey == null ? null : Fingerprint.of(repeatable), null, origin)
                .onClock(when.send().why())
                .carrying(content(media, buttons, plan));
    }

    private static Content content(List<Media> media, List<Button> buttons, Plan plan) {
        boolean any = !media.isEmpty() || !buttons.isEmpty() || !plan.templates().isEmpty();
        return any ? new Content(media, buttons, plan.templates()) : Content.TEXT_ALONE;
    }

    private static Order order(Account account, Fields fields, Faults faults) {
        String name = fields.text("order", 1, 20);
        try {
            return name == null ? account.order() : Order.of(name);
        } catch (IllegalArgumentException e) {
            faults.malformed("/order", e.getMessage());
            return Order.GIVEN;
        }
    }

    private static MessageClass messageClass(Fields fields, Faults faults) {
        String name = fields.text("class", 1, 20);
        try {
            return name == null ? MessageClass.SERVICE : MessageClass.of(name);
        } catch (IllegalArgumentException e) {
            faults.malformed("/class", e.getMessage());
            return MessageClass.SERVICE;
        }
    }

    private static String text(Fields fields) {
        if (!fields.has("template")) {
            fields.require("text");
        }
        String text = fields.text("text", 1, LONGEST_TEXT);
        return text == null ? "" : text;
    }

    private static String sender(Account account, Fields fields, Faults faults) {
        String sender = fields.text("sender", 1, LONGEST_SENDER);
        if (sender == null) {
            return account.senders().stream().findFirst().orElse(null);
        }
        if (!account.senders().contains(sender)) {
            faults.unprocessable("/sender", "is not one of the account's senders");
        }
        return sender;
    }

    /** What the contract has and the hub can't do yet is refused by name: it must never seem done. */
    private static void refuseUnbuilt(Fields fields, Faults faults) {
        if (fields.has("template")) {
            faults.unprocessable("/template", "templates are not supported yet: send the text");
        }
        if (Boolean.TRUE.equals(fields.flag("shortenLinks"))) {
            faults.unprocessable("/shortenLinks", "short links are not supported yet: leave it out");
        }
    }
}
