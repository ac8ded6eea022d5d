package io.vestnik.message;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A picture, film, sound or document that goes with the text.
 *
 * @param type {@code image}, {@code video}, {@code audio} or {@code document}
 * @param url where the platform fetches it, https
 * @param name what a document is called; null: as its URL ends
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Media(String type, String url, String name) {}
