package io.vestnik.contact;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A contact as the contract has it ({@code openapi/vestnik-v1.yaml}, schema {@code Contact}). */
public final class ContactJson {

    private ContactJson() {}

    public static ObjectNode of(Contact contact) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", contact.id());
        contact.addresses().forEach(json::put);
        json.put("locale", contact.locale());
        json.put("timezone", contact.timezone() == null ? null : contact.timezone().getId());
        json.put("region", contact.region());
        json.set("attributes", contact.attributes());
        json.set("preferences", PreferencesForm.json(contact.preferences()));
        json.put("createdAt", contact.createdAt().toString());
        return json.put("updatedAt", contact.updatedAt().toString());
    }

    /** {@code merged}: those that were taken in; missing where there were none. */
    public static ObjectNode of(ContactBook.Written written) {
        ObjectNode json = of(written.contact());
        if (!written.merged().isEmpty()) {
            written.merged().forEach(json.putArray("merged")::add);
        }
        return json;
    }
}
