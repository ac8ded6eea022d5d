package io.vestnik.file;

import io.vestnik.consent.Consent;
import io.vestnik.contact.Contact;
import java.util.List;

/**
 * A row of a file of people, judged.
 *
 * @param contact null: there is an error
 * @param consents of the addresses that are in the row
 */
record ContactRow(long number, Contact contact, List<Consent> consents, String error) {

    static ContactRow wrong(long number, String error) {
        return new ContactRow(number, null, List.of(), Chunk.storable(error));
    }

    /** Its person is stored, and what they agreed to could not be. */
    ContactRow unrecorded() {
        return wrong(number, "/consents can't be recorded");
    }

    RowResult result(String id) {
        return new RowResult(number, null, id, error);
    }
}
