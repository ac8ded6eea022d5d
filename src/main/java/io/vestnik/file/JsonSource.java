package io.vestnik.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.form.JsonArray;
import io.vestnik.message.InvalidMessage;
import java.io.IOException;
import java.io.Reader;

/** One JSON array: each element is a row. */
final class JsonSource implements RowSource {

    private final Reader text;
    private final JsonArray elements;
    private long number;

    /** @throws BadFile when it is no array */
    JsonSource(Reader text) throws IOException {
        this.text = text;
        try {
            this.elements = new JsonArray(text, LONGEST_ROW);
        } catch (JsonArray.Broken e) {
            throw new BadFile("it is no JSON array: it " + e.getMessage());
        }
    }

    @Override
    public SourceRow next() throws IOException {
        try {
            long before = elements.position();
            JsonNode element = elements.next();
            return element == null ? null : KeyedJson.row(++number, element, (int) (elements.position() - before));
        } catch (InvalidMessage e) {
            return SourceRow.wrong(++number, e.getMessage());
        } catch (JsonArray.Broken e) {
            throw new BadFile("it " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
