package io.vestnik.accept;

import io.vestnik.account.Account;
import io.vestnik.address.Addresses;
import io.vestnik.contact.Contact;
import io.vestnik.contact.Contacts;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import java.util.Map;
import java.util.Optional;

/** Whom a message is to. */
final class RecipientReader {

    private final Addresses addresses;
    private final Contacts contacts;

    RecipientReader(Addresses addresses, Contacts contacts) {
        this.addresses = addresses;
        this.contacts = contacts;
    }

    /** A contact fills the names that the message does not give. Without one the database is not asked. */
    Map<String, String> read(Account account, Fields message, Faults faults) {
        Map<String, String> to = addresses.read(message.any("to"), "/to", faults);
        String id = to.get(Addresses.CONTACT);
        if (id != null) {
            Optional<Contact> contact = contacts.find(account.id(), id);
            if (contact.isPresent()) {
                to.put(Addresses.CONTACT, contact.get().id()); // it may have been taken in by another
                contact.get().addresses().forEach(to::putIfAbsent);
            } else {
                faults.unprocessable("/to/contact", "is not a contact of this account");
            }
        }
        return to;
    }
}
