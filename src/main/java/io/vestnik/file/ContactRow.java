package io.vestnik.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.contact.Contact;
import java.util.List;

/**
 * A row of a file of people, judged.
 *
 * @param contact null: there is an error
 * @param consents as REST has them, without {@code to}
 */
record ContactRow(long number, Contact contact, List<JsonNode> consents, String error) {

    static ContactRow wrong(long number, String error) {
        return new ContactRow(number, null, List.of(), Chunk.storable(error));
    }

    RowResult result(String id) {
        return new RowResult(number, null, id, error);
    }
}
