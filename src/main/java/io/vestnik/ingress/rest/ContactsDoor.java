package io.vestnik.ingress.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.address.Addresses;
import io.vestnik.contact.ContactBook;
import io.vestnik.contact.ContactJson;
import io.vestnik.contact.ContactReader;
import io.vestnik.contact.Contacts;
import io.vestnik.form.JsonReader;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The people of an account. */
@Component
public class ContactsDoor {

    private final ContactReader reader;
    private final ContactBook book;
    private final Contacts contacts;
    private final Addresses addresses;

    ContactsDoor(ContactReader reader, ContactBook book, Contacts contacts, Addresses addresses) {
        this.reader = reader;
        this.book = book;
        this.contacts = contacts;
        this.addresses = addresses;
    }

    private record Listed(List<ObjectNode> contacts) {}

    public Answer put(Call call) {
        return write(call, call.name(0));
    }

    /** Under an id of its own, or found by its addresses. */
    public Answer add(Call call) {
        return write(call, null);
    }

    private Answer write(Call call, String id) {
        ContactBook.Written written = book.write(reader.read(call.account(), JsonReader.read(call.body()), id));
        return Answer.json(written.created() ? 201 : 200, ContactJson.of(written));
    }

    public Answer get(Call call) {
        return Optional.of(call.name(0))
                .filter(id -> addresses.normal(Addresses.CONTACT, id).isPresent())
                .flatMap(id -> contacts.find(call.account().id(), id))
                .map(contact -> Answer.json(200, ContactJson.of(contact)))
                .orElseThrow(() -> Refusal.notFound("contact"));
    }

    /** None or one: an address is of one person. */
    public Answer list(Call call) {
        String key = AddressParameter.of(call, addresses, Set.of()).key();
        return Answer.json(
                200, new Listed(contacts.of(call.account().id(), List.of(key)).stream().map(ContactJson::of).toList()));
    }

    /** As an array, which is right or wrong as JSON as a whole, or as lines, each on its own. */
    public Answer addMany(Call call) {
        boolean lines = call.mediaType().equals(NdjsonLines.TYPE);
        BatchResults results = new BatchResults();
        ContactBatch batch = new ContactBatch(reader, book, call.account(), results);
        byte[] body = call.body();
        if (lines) {
            NdjsonLines.check(body, BatchDoor.MOST);
            NdjsonLines.each(body, batch::line);
        } else {
            Iterator<JsonNode> elements = JsonReader.elements(body, BatchDoor.MOST);
            for (int i = 0; elements.hasNext(); i++) {
                batch.contact(i, elements.next());
            }
        }
        batch.finish();
        return Answer.of(200, lines ? NdjsonLines.TYPE : "application/json", lines ? results.lines() : results.array());
    }
}
