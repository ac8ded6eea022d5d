package io.vestnik.channel;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vestnik.message.Content;
import io.vestnik.privacy.AtRest;

/** What goes with a text as it stands in the database: JSON, at rest as texts are; NULL: text alone. */
public final class ContentColumn {

    private static final ObjectMapper JSON = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // a neighbouring version wrote it
            .setSerializationInclusion(JsonInclude.Include.NON_EMPTY);

    private ContentColumn() {}

    /** @param column as in {@code message.content} */
    public static String seal(String column, String row, Content content) {
        if (content.equals(Content.TEXT_ALONE)) {
            return null;
        }
        try {
            return AtRest.seal(column, row, JSON.writeValueAsString(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("content is not JSON", e);
        }
    }

    /** What was sealed with the same column and row. */
    public static Content open(String column, String row, String stored) {
        if (stored == null) {
            return Content.TEXT_ALONE;
        }
        try {
            return JSON.readValue(AtRest.open(column, row, stored), Content.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(column + " is not JSON"); // without the cause: it quotes what it read
        }
    }
}
