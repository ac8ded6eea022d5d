package io.vestnik.form;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** The elements of one JSON array of any length, read as they are asked for; as strict as {@link JsonReader}. */
public final class JsonArray {

    /** It is no JSON from here on; the message says where, and nothing of the content. */
    public static final class Broken extends RuntimeException {

        Broken(String what) {
            super(what, null, false, false);
        }
    }

    private static final ObjectReader ELEMENTS = JsonReader.JSON
            .copy()
            .configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, false) // ends the reading; the next one only the element
            .reader()
            .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS); // the next element

    private final Limited text;
    private final JsonParser parser;

    /**
     * @param longest characters of an element
     * @throws Broken when it does not begin as an array
     */
    public JsonArray(Reader text, int longest) throws IOException {
        this.text = new Limited(text, longest);
        this.parser = ELEMENTS.createParser(this.text);
        if (nextToken() != JsonToken.START_ARRAY) {
            throw new Broken("must be an array");
        }
    }

    /**
     * Null: the array has ended, and nothing follows it.
     *
     * @throws io.vestnik.message.InvalidMessage this element is wrong; the next one may be right
     * @throws Broken there is no next one to be found
     */
    public JsonNode next() throws IOException {
        text.begin();
        JsonToken token = nextToken();
        if (token == JsonToken.END_ARRAY) {
            if (nextToken() != null) {
                throw new Broken("must end after the array");
            }
            return null;
        }
        if (token == null) {
            throw new Broken("ends before the array does");
        }
        try {
            return ELEMENTS.readTree(parser);
        } catch (JsonMappingException e) {
            skip();
            throw JsonReader.malformed("has a name twice in one object");
        } catch (JsonProcessingException e) {
            throw new Broken(JsonReader.detail(e));
        }
    }

    /** Characters read so far, about. */
    public long position() {
        return parser.currentLocation().getCharOffset();
    }

    private void skip() throws IOException {
        while (!isAtElements(parser.getParsingContext())) {
            nextToken();
        }
    }

    private static boolean isAtElements(JsonStreamContext at) {
        return at.inArray() && at.getParent().inRoot();
    }

    private JsonToken nextToken() throws IOException {
        try {
            return parser.nextToken();
        } catch (JsonProcessingException e) {
            throw new Broken(JsonReader.detail(e));
        }
    }

    /** Gives so many characters for each element, and those that a parser reads ahead. */
    private static final class Limited extends FilterReader {

        private static final int AHEAD = 1 << 14;

        private final int longest;
        private int left;

        Limited(Reader text, int longest) {
            super(text);
            this.longest = longest;
            begin();
        }

        void begin() {
            left = longest + AHEAD;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            if (left <= 0) {
                throw new Broken("has an element that is too large");
            }
            int read = super.read(buffer, offset, length);
            left -= Math.max(0, read);
            return read;
        }
    }
}
