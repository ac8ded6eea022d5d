package io.vestnik.cap;

import java.util.List;

/**
 * Whose messages of one class are counted together.
 *
 * @param addresses as keys of {@code message.addresses}: all that are known, and the contact itself
 */
public record Recipient(String account, String messageClass, List<String> addresses) {}
