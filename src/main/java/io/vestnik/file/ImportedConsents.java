package io.vestnik.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.account.Account;
import io.vestnik.address.Addresses;
import io.vestnik.consent.Consent;
import io.vestnik.consent.ConsentLedger;
import io.vestnik.consent.ConsentReader;
import io.vestnik.contact.Contact;
import io.vestnik.form.Faults;
import io.vestnik.message.InvalidMessage;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What people in a file agreed to. Each has to be proved, and is recorded once however often its file is read. */
@Component
class ImportedConsents {

    private static final int LATEST = 500;

    private final ConsentReader reader;
    private final ConsentLedger ledger;

    ImportedConsents(ConsentReader reader, ConsentLedger ledger) {
        this.reader = reader;
        this.ledger = ledger;
    }

    /** @throws InvalidMessage one is wrong, or without its method and time */
    void check(Account account, Contact contact, List<JsonNode> consents) {
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
        consents.forEach(consent -> reader.read(account, to(contact.addresses(), consent)));
    }

    void record(Account account, Contact contact, List<JsonNode> consents) {
        for (JsonNode given : consents) {
            ObjectNode whole = to(contact.addresses(), given);
            whole.withObject("/to").put(Addresses.CONTACT, contact.id()); // it exists now: for all that is hers
            Consent consent = reader.read(account, whole);
            if (!isRecorded(consent)) {
                ledger.record(consent);
            }
        }
    }

    /** Of each of the addresses: a part of them may have been new. */
    private boolean isRecorded(Consent consent) {
        return consent.addresses().stream()
                .allMatch(address -> ledger.history(consent.account(), List.of(address), LATEST, null).stream()
                        .anyMatch(earlier -> isSame(earlier, consent)));
    }

    private static boolean isSame(Consent earlier, Consent consent) {
        return earlier.messageClass() == consent.messageClass()
                && Objects.equals(earlier.channel(), consent.channel())
                && earlier.granted() == consent.granted()
                && earlier.method().equals(consent.method())
                && earlier.at().equals(consent.at().truncatedTo(ChronoUnit.MICROS));
    }

    private static ObjectNode to(Map<String, String> addresses, JsonNode consent) {
        ObjectNode whole = consent instanceof ObjectNode fields ? fields.deepCopy() : JsonNodeFactory.instance.objectNode();
        ObjectNode to = whole.putObject("to");
        addresses.forEach(to::put);
        return whole;
    }
}
