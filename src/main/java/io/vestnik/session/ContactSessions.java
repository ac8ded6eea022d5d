package io.vestnik.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.address.Addresses;
import io.vestnik.channel.ChannelTraits;
import io.vestnik.contact.Contact;
import io.vestnik.contact.ContactBook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The chats of one person, as its account sees them. */
@Component
public class ContactSessions {

    /**
     * @param state {@code open}, {@code closed} or {@code blocked}
     * @param heardAt the recipient's last word; null: none yet
     * @param writable something of one's own may be sent now; false: a registered template at most
     * @param writableUntil when that ends; null: at no time that is known
     * @param conversation that is attached; null: none
     */
    public record Known(
            String channel, String address, String state, Instant heardAt, boolean writable, Instant writableUntil,
            JsonNode conversation) {}

    private final SessionRows rows;
    private final ContactBook contacts;
    private final ChannelTraits traits;
    private final Clock clock;

    ContactSessions(SessionRows rows, ContactBook contacts, ChannelTraits traits, Clock clock) {
        this.rows = rows;
        this.contacts = contacts;
        this.traits = traits;
        this.clock = clock;
    }

    /** On the addresses that the contact has now. */
    public List<Known> of(Contact contact) {
        return rows.of(contact.account(), contact.addresses().values()).stream()
                .filter(session -> session.address().equals(Addresses.on(session.channel(), contact.addresses())))
                .map(this::known)
                .toList();
    }

    private Known known(Session session) {
        Duration window = traits.of(session.channel()).window();
        Instant until = window == null || session.heardAt() == null ? null : session.heardAt().plus(window);
        boolean writable = !session.state().equals("blocked")
                && (window == null || until != null && clock.instant().isBefore(until));
        return new Known(
                session.channel(), session.address(), session.state(), session.heardAt(), writable, until, session.conversation());
    }

    /**
     * Messages of the contact's account on this channel go into the conversation from now on. The contact is given the address, if
     * it has it not: as by {@link ContactBook#add}.
     *
     * @return empty: the contact is gone
     */
    public Optional<Known> attach(Contact contact, String channel, String address, JsonNode conversation) {
        boolean has = address.equals(Addresses.on(channel, contact.addresses()));
        Contact given = has
                ? Contact.nothingNew(contact.account(), contact.id())
                : Contact.reached(contact.account(), contact.id(), channel, address);
        return contacts.add(
                        () -> Optional.of(given),
                        stored -> rows.attach(stored.account(), channel, address, conversation, clock.instant()))
                .flatMap(written -> of(written.contact()).stream().filter(known -> known.channel().equals(channel)).findFirst());
    }

    /** False: none was attached. */
    public boolean detach(Contact contact, String channel) {
        String address = Addresses.on(channel, contact.addresses());
        return address != null && rows.detach(contact.account(), channel, address);
    }
}
