package io.vestnik.message;

/**
 * A button under the text: a link or a quick reply, exactly one of the two.
 *
 * @param text what stands on it
 * @param url where it leads; null: it is a quick reply
 * @param reply what comes back as the recipient's reply when it is pressed; null: it is a link
 */
public record Button(String text, String url, String reply) {}
