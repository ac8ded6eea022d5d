package io.vestnik.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.account.Account;
import io.vestnik.consent.Consent;
import io.vestnik.consent.ConsentLedger;
import io.vestnik.consent.ConsentReader;
import io.vestnik.contact.Contact;
import io.vestnik.contact.Contacts;
import io.vestnik.form.Faults;
import io.vestnik.message.InvalidMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What people in a file agreed to. Each has to be proved, and is recorded once however often its file is read. */
@Component
class ImportedConsents {

    private final ConsentReader reader;
    private final ConsentLedger ledger;
    private final Contacts contacts;

    ImportedConsents(ConsentReader reader, ConsentLedger ledger, Contacts contacts) {
        this.reader = reader;
        this.ledger = ledger;
        this.contacts = contacts;
    }

    /** @throws InvalidMessage one is wrong, or without its method and time */
    List<Consent> read(Account account, Contact contact, List<JsonNode> consents) {
        Faults faults = new Faults();
        for (JsonNode consent : consents) {
            if (contact.addresses().isEmpty()) {
                faults.unprocessable("/consents", "need an address");
            }
            if (!consent.has("method") || !consent.has("at")) {
                faults.unprocessable("/consents", "need their method and the time (consent.method, consent.at): without them nothing is proved");
            }
        }
        faults.throwIfAny();
        return consents.stream().map(consent -> reader.read(account, to(contact.addresses(), consent))).toList();
    }

    /**
     * For all addresses that each contact has now that it is stored.
     *
     * @param said by the contact's id
     */
    void record(Account account, Map<String, List<Consent>> said) {
        if (said.isEmpty()) {
            return;
        }
        Map<String, List<String>> keys = contacts.keysOf(account.id(), said.keySet());
        List<Consent> all = new ArrayList<>();
        said.forEach((id, consents) -> consents.forEach(consent -> all.add(consent.of(keys.getOrDefault(id, List.of(Contact.key(id)))))));
        ledger.recordOnce(all);
    }

    private static ObjectNode to(Map<String, String> addresses, JsonNode consent) {
        ObjectNode whole = consent instanceof ObjectNode fields ? fields.deepCopy() : JsonNodeFactory.instance.objectNode();
        ObjectNode to = whole.putObject("to");
        addresses.forEach(to::put);
        return whole;
    }
}
