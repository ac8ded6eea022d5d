package io.vestnik.ingress.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.address.Addresses;
import io.vestnik.channel.Provider;
import io.vestnik.channel.Providers;
import io.vestnik.contact.Contact;
import io.vestnik.contact.Contacts;
import io.vestnik.form.Characters;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.form.JsonReader;
import io.vestnik.session.ContactSessions;
import io.vestnik.session.DeepLinks;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** The chats of a person: what is known of them, links that begin one, conversations that are attached. */
@Component
public class SessionsDoor {

    private static final int LONGEST_CONVERSATION = 2_000;

    private final Contacts contacts;
    private final ContactSessions sessions;
    private final DeepLinks links;
    private final Addresses addresses;
    private final Predicate<String> channelKnown;
    private final Providers providers;

    SessionsDoor(
            Contacts contacts, ContactSessions sessions, DeepLinks links, Addresses addresses, Predicate<String> channelKnown,
            Providers providers) {
        this.contacts = contacts;
        this.sessions = sessions;
        this.links = links;
        this.addresses = addresses;
        this.channelKnown = channelKnown;
        this.providers = providers;
    }

    private record Listed(List<ContactSessions.Known> sessions) {}

    public Answer link(Call call) {
        Contact contact = contact(call, call.name(1));
        Faults faults = new Faults();
        Fields fields = fields(call, faults);
        fields.require("channel");
        String channel = fields.text("channel", 1, 32);
        fields.refuseOthers();
        faults.throwIfAny();
        DeepLinks.Link link = links.make(call.account(), contact, channel, reason -> faults.unprocessable("/channel", reason));
        faults.throwIfAny();
        return Answer.json(201, link).with("Cache-Control", "no-store");
    }

    public Answer list(Call call) {
        return Answer.json(200, new Listed(sessions.of(contact(call, call.name(1)))));
    }

    /** To an address that the contact has, or is given here as a PUT of the contact would. */
    public Answer attach(Call call) {
        Contact contact = contact(call, call.name(2));
        String channel = call.name(0);
        Faults faults = new Faults();
        Fields fields = fields(call, faults);
        fields.require("conversation");
        String written = fields.text("address", 1, 200);
        JsonNode conversation = fields.any("conversation");
        fields.refuseOthers();
        if (conversation != null && (!conversation.isObject() || conversation.toString().length() > LONGEST_CONVERSATION)) {
            faults.malformed("/conversation", "must be an object, at most " + LONGEST_CONVERSATION + " characters long");
        } else if (conversation != null && !isOfIds(conversation)) {
            faults.malformed("/conversation", "must have texts and whole numbers only");
        }
        boolean known = Addresses.CHANNEL.matcher(channel).matches() && channelKnown.test(channel);
        if (!known) {
            faults.unprocessable("", channel + " is not a channel of this hub");
        } else if (!mayAttach(call.account().id(), channel)) {
            faults.unprocessable("/conversation", "no provider of " + channel + " names this account in its options.accounts");
        }
        Optional<String> address = written == null
                ? Optional.ofNullable(Addresses.on(channel, contact.addresses()))
                : addresses.normal(channel, written);
        if (known && address.isEmpty()) {
            faults.unprocessable("/address", written == null ? "is missing: the contact has none on this channel" : addresses.rule(channel));
        }
        faults.throwIfAny();
        return Answer.json(200, sessions.attach(contact, channel, address.orElseThrow(), conversation)
                .orElseThrow(() -> Refusal.notFound("contact")));
    }

    private static boolean isOfIds(JsonNode conversation) {
        for (JsonNode id : conversation) {
            if (!id.isTextual() && !(id.isIntegralNumber() && id.canConvertToLong())) {
                return false;
            }
        }
        return true;
    }

    /** The provider's conversations are of the whole hub: their ids are no secret, so that who may use them is a setting. */
    private boolean mayAttach(String account, String channel) {
        return providers.of(channel).stream().map(Provider::settings).anyMatch(settings ->
                settings == null || List.of(settings.options().getOrDefault("accounts", "").split("[ ,]+")).contains(account));
    }

    public Answer detach(Call call) {
        if (!sessions.detach(contact(call, call.name(2)), call.name(0))) {
            throw Refusal.notFound("conversation attached");
        }
        return Answer.empty(204);
    }

    private static Fields fields(Call call, Faults faults) {
        JsonNode json = JsonReader.read(call.body());
        Characters.check(json, "", faults);
        return Fields.of(json, "", faults);
    }

    private Contact contact(Call call, String id) {
        return Optional.of(id)
                .filter(name -> addresses.normal(Addresses.CONTACT, name).isPresent())
                .flatMap(name -> contacts.find(call.account().id(), name))
                .orElseThrow(() -> Refusal.notFound("contact"));
    }
}
