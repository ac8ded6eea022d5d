package io.vestnik.message;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A button under the text: a link or a quick reply, exactly one of the two.
 *
 * @param text what stands on it
 * @param url where it leads; null: it is a quick reply
 * @param reply what comes back as the recipient's reply when it is pressed; null: it is a link
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Button(String text, String url, String reply) {}
