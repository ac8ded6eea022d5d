package io.vestnik.form;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;

/** Reads strict JSON in strict UTF-8: no name twice, nothing after the value, 20 levels deep at most. */
public final class JsonReader {

    static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20)
                            .maxNameLength(1_000)
                            .maxStringLength(1 << 20)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonReader() {}

    /** @throws InvalidMessage when it is not one JSON value */
    public static JsonNode read(byte[] utf8) {
        try {
            JsonNode node = isPlain(utf8) ? JSON.readTree(utf8) : JSON.readTree(reader(new ByteArrayInputStream(utf8)));
            if (node == null || node.isMissingNode()) {
                throw malformed("is empty");
            }
            return node;
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /**
     * The elements of an array, read one by one as they are asked for. The whole of it has been checked before the first one is
     * handed out.
     *
     * @throws InvalidMessage when it is not one JSON array, or has more than {@code most} elements
     */
    public static Iterator<JsonNode> elements(byte[] utf8, int most) {
        try (JsonParser parser = JSON.createParser(reader(new ByteArrayInputStream(utf8)))) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw malformed("must be an array");
            }
            int count = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                parser.skipChildren();
                parser.finishToken(); // strings are skipped unread otherwise
                count++;
            }
            if (parser.nextToken() != null) {
                throw malformed("must end after the array");
            }
            if (count == 0) {
                throw malformed("must have at least one element");
            }
            if (count > most) {
                throw malformed("must have at most " + most + " elements");
            }
            JsonParser again = JSON.createParser(reader(new ByteArrayInputStream(utf8)));
            again.nextToken();
            again.nextToken();
            return JSON.readValues(again, JsonNode.class);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** ASCII without U+0000, which Jackson would take for UTF-16: it reads that by itself, and three times as fast. */
    private static boolean isPlain(byte[] utf8) {
        for (byte b : utf8) {
            if (b <= 0) {
                return false;
            }
        }
        return true;
    }

    /** A byte order mark is passed over, as RFC 8259 lets a reader do; every malformed byte is refused. */
    private static Reader reader(InputStream utf8) throws IOException {
        var strict = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = new PushbackReader(new InputStreamReader(utf8, strict));
        int first = in.read();
        if (first != -1 && first != '\uFEFF') {
            in.unread(first);
        }
        return in;
    }

    private static InvalidMessage malformed(IOException cause) {
        if (cause instanceof CharacterCodingException) {
            return malformed("is not UTF-8");
        }
        if (cause instanceof JsonProcessingException e) {
            return malformed(detail(e));
        }
        return malformed("could not be read");
    }

    /** What is wrong, and where; nothing of the content. */
    static String detail(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String place = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        boolean twice = e.getOriginalMessage().startsWith("Duplicate field");
        return (twice ? "has a name twice in one object" : "is not JSON") + place;
    }

    static InvalidMessage malformed(String detail) {
        return InvalidMessage.malformed(List.of(new FieldError("", detail)));
    }
}
